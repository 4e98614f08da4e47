/**
 * Every error a client can meet: code, HTTP status and a sentence in both languages. A feature
 * throws `new AppError('code')`; HTTP answers and socket acks are made from this table alone.
 */
export const ERRORS = {
  invalid_input: {
    status: 400,
    vi: 'Dữ liệu gửi lên chưa đúng. Xem từng ô để sửa.',
    en: 'The input is not valid. See each field.',
  },
  malformed_request: { status: 400, vi: 'Không đọc được yêu cầu.', en: 'The request cannot be read.' },
  not_signed_in: { status: 401, vi: 'Bạn cần đăng nhập.', en: 'You need to sign in.' },
  wrong_credentials: {
    status: 401,
    vi: 'Tên đăng nhập hoặc mật khẩu không đúng.',
    en: 'The name or the password is wrong.',
  },
  wrong_code: {
    status: 401,
    vi: 'Mã không đúng hoặc đã hết hạn. Hãy xin mã mới.',
    en: 'The code is wrong or has expired. Ask for a new one.',
  },
  unknown_link: {
    status: 401,
    vi: 'Đường dẫn không còn dùng được. Hãy xin đường dẫn mới từ đơn vị của bạn.',
    en: 'This link no longer works. Ask your unit for a new one.',
  },
  unknown_push_service: {
    status: 400,
    vi: 'Trình duyệt này không nhận được thông báo.',
    en: 'This browser cannot be notified.',
  },
  second_factor_needed: {
    status: 401,
    vi: 'Nhập mã 6 số trên ứng dụng xác thực, hoặc một mã dự phòng.',
    en: 'Enter the six digits of your authenticator app, or a recovery code.',
  },
  wrong_second_factor: {
    status: 401,
    vi: 'Mã không đúng hoặc đã được dùng. Hãy đợi mã mới trên ứng dụng.',
    en: 'The code is wrong or was already used. Wait for the next one in your app.',
  },
  enrolment_needed: {
    status: 403,
    vi: 'Tài khoản này phải có bước xác thực thứ hai. Hãy cài đặt trước khi đăng nhập.',
    en: 'This account needs a second factor. Set it up before you sign in.',
  },
  confirmation_needed: {
    status: 403,
    vi: 'Hãy xác nhận lại là bạn để làm việc này.',
    en: 'Confirm that it is you to do this.',
  },
  no_provider: {
    status: 404,
    vi: 'Hệ thống này không dùng nhà cung cấp danh tính bên ngoài.',
    en: 'This system uses no outside identity provider.',
  },
  provider_failed: {
    status: 502,
    vi: 'Nhà cung cấp danh tính không xác nhận được. Hãy thử lại, hoặc đăng nhập bằng mật khẩu.',
    en: 'The identity provider did not confirm who you are. Try again, or sign in by password.',
  },
  trip_lost: {
    status: 401,
    vi: 'Lần đăng nhập này đã quá hạn hoặc bắt đầu ở trình duyệt khác. Hãy thử lại.',
    en: 'This sign-in has expired or was begun in another browser. Try again.',
  },
  unknown_identity: {
    status: 401,
    vi: 'Danh tính này chưa gắn với tài khoản nào. Hãy đăng nhập bằng mật khẩu rồi gắn ở trang Tài khoản.',
    en: 'This identity belongs to no account yet. Sign in by password and link it on the Account page.',
  },
  identity_taken: {
    status: 409,
    vi: 'Danh tính này đã gắn với một tài khoản khác.',
    en: 'This identity is linked to another account.',
  },
  provider_second_factor: {
    status: 403,
    vi: 'Nhà cung cấp danh tính chưa hỏi bước xác thực thứ hai. Hãy đăng nhập bằng mật khẩu và mã trên ứng dụng.',
    en: 'The identity provider asked for no second factor. Sign in by password and the code of your app.',
  },
  account_dormant: {
    status: 403,
    vi: 'Tài khoản đã tạm khoá vì lâu không dùng. Hãy nhờ điều phối viên mở lại.',
    en: 'This account was not used for a long time. Ask a coordinator to enable it.',
  },
  link_bound: {
    status: 403,
    vi: 'Đường dẫn này đã được mở trên một máy hoặc trình duyệt khác nên không mở được ở đây. Hãy dùng máy đó, hoặc xin người phụ trách đơn vị cấp đường dẫn mới.',
    en: 'This link was opened on another device or in another browser, so it does not work here. Use that one, or ask your unit for a new link.',
  },
  pairing_over: {
    status: 410,
    vi: 'Mã của máy đã hết hạn. Máy sẽ hiện mã mới.',
    en: 'The device’s code has run out. The device will show a new one.',
  },
  unknown_pairing: {
    status: 422,
    vi: 'Không có máy nào đang chờ với mã này. Hãy nhập đúng mã đang hiện trên máy; mã đổi sau 10 phút.',
    en: 'No device waits with this code. Enter the code the device shows now; it changes after 10 minutes.',
  },
  wrong_device_kind: {
    status: 422,
    vi: 'Máy này đang mở trang của loại máy khác. Hãy chọn đúng loại (cổng hoặc màn hình).',
    en: 'This device has the page of another kind open. Choose the right kind (gate or screen).',
  },
  no_more_texts: {
    status: 503,
    vi: 'Hôm nay hệ thống không gửi thêm được tin nhắn. Hãy dùng đường dẫn hoặc mã QR của đơn vị bạn.',
    en: 'No more text messages can be sent today. Use the link or the QR code from your unit.',
  },
  not_allowed: { status: 403, vi: 'Bạn không có quyền làm việc này.', en: 'You are not allowed to do this.' },
  foreign_origin: {
    status: 403,
    vi: 'Yêu cầu đến từ một trang khác.',
    en: 'The request comes from another site.',
  },
  not_found: { status: 404, vi: 'Không tìm thấy.', en: 'Not found.' },
  method_not_allowed: {
    status: 405,
    vi: 'Cách gọi này không được hỗ trợ.',
    en: 'This method is not supported.',
  },
  already_exists: { status: 409, vi: 'Đã có rồi.', en: 'It already exists.' },
  wrong_state: {
    status: 409,
    vi: 'Không làm được ở trạng thái hiện tại.',
    en: 'Not possible in the present state.',
  },
  too_large: { status: 413, vi: 'Tệp hoặc dữ liệu quá lớn.', en: 'The file or the data is too large.' },
  unsupported_media: {
    status: 415,
    vi: 'Kiểu dữ liệu không được hỗ trợ.',
    en: 'This kind of content is not supported.',
  },
  too_many_requests: {
    status: 429,
    vi: 'Quá nhiều lần trong thời gian ngắn. Hãy đợi một lát rồi thử lại.',
    en: 'Too many times in a short while. Wait a moment and try again.',
  },
  internal: {
    status: 500,
    vi: 'Máy chủ gặp lỗi. Dữ liệu của bạn không bị mất; hãy thử lại.',
    en: 'The server met an error. Nothing of yours is lost; try again.',
  },
  overloaded: {
    status: 503,
    vi: 'Máy chủ đang quá tải. Hãy thử lại sau ít giây.',
    en: 'The server is overloaded. Try again in a few seconds.',
  },

  unknown_unit: {
    status: 422,
    vi: 'Không có đơn vị hành chính này.',
    en: 'There is no such administrative unit.',
  },
  unknown_org_unit: {
    status: 422,
    vi: 'Không có đơn vị Đoàn này.',
    en: 'There is no such Youth Union unit.',
  },
  foreign_unit: {
    status: 422,
    vi: 'Đơn vị này thuộc tỉnh khác.',
    en: 'This unit belongs to another province.',
  },
  wrong_parent: {
    status: 422,
    vi: 'Đơn vị này không thể nằm dưới đơn vị cấp trên đã chọn.',
    en: 'A unit of this kind cannot stand below the chosen one.',
  },
  org_unit_merged: {
    status: 409,
    vi: 'Đơn vị này đã sáp nhập vào đơn vị khác.',
    en: 'This unit has become part of another one.',
  },
  merge_into_itself: {
    status: 422,
    vi: 'Không thể sáp nhập một đơn vị vào chính nó.',
    en: 'A unit cannot be merged into itself.',
  },
  merge_into_descendant: {
    status: 422,
    vi: 'Không thể sáp nhập một đơn vị vào đơn vị trực thuộc nó.',
    en: 'A unit cannot be merged into one that stands below it.',
  },
  not_sister_units: {
    status: 422,
    vi: 'Chỉ sáp nhập được hai đơn vị cùng cấp, cùng đơn vị cấp trên.',
    en: 'Only units of the same kind below the same one can be merged.',
  },
  own_role: {
    status: 409,
    vi: 'Bạn không thể tự kết thúc vai trò của mình. Hãy nhờ một cán bộ khác.',
    en: 'You cannot end a role of your own. Ask a colleague to do it.',
  },
  may_not_grant: {
    status: 403,
    vi: 'Bạn không được giao hoặc thu vai trò này ở đây.',
    en: 'You may not give or take this role here.',
  },
  beyond_own_role: {
    status: 422,
    vi: 'Vai trò của bạn kết thúc trước lúc đó. Hãy chọn thời điểm kết thúc sớm hơn.',
    en: 'Your own role ends before that. Choose an earlier end.',
  },
  unknown_event: { status: 422, vi: 'Không có sự kiện này.', en: 'There is no such event.' },
  short_password: {
    status: 422,
    vi: 'Mật khẩu cần ít nhất 14 ký tự, hoặc 8 ký tự khi có bước xác thực thứ hai.',
    en: 'A password needs at least 14 characters, or 8 with a second factor.',
  },
  common_password: {
    status: 422,
    vi: 'Mật khẩu này dễ đoán. Hãy chọn mật khẩu khác, ví dụ vài từ không liên quan đến nhau.',
    en: 'This password is easy to guess. Choose another, for example a few unrelated words.',
  },
  second_factor_exists: {
    status: 409,
    vi: 'Tài khoản đã có bước xác thực thứ hai.',
    en: 'This account already has a second factor.',
  },
  own_account: {
    status: 409,
    vi: 'Bạn không thể làm việc này với tài khoản của mình ở đây. Hãy dùng trang Tài khoản.',
    en: 'You cannot do this to your own account here. Use the Account page.',
  },
  login_taken: { status: 409, vi: 'Tên đăng nhập đã có người dùng.', en: 'This log-in name is taken.' },
  phone_taken: {
    status: 409,
    vi: 'Số điện thoại đã có trong danh sách.',
    en: 'This phone number is already on the roster.',
  },
  no_phone: {
    status: 409,
    vi: 'Không có số điện thoại để gọi.',
    en: 'There is no phone number to call.',
  },
  not_a_mobile_number: {
    status: 422,
    vi: 'Đây không phải số di động Việt Nam.',
    en: 'This is not a Vietnamese mobile number.',
  },
  unreadable_file: {
    status: 422,
    vi: 'Không đọc được tệp. Hãy gửi tệp .xlsx hoặc .csv.',
    en: 'The file cannot be read. Send an .xlsx or .csv file.',
  },
  no_header_row: {
    status: 422,
    vi: 'Không tìm thấy dòng tiêu đề có cột “Họ và tên” và “Điện thoại”.',
    en: 'No header row with a name and a phone column was found.',
  },
  too_many_rows: {
    status: 422,
    vi: 'Tệp có quá nhiều dòng (tối đa 50.000).',
    en: 'The file has too many rows (50,000 at most).',
  },
  no_file: { status: 400, vi: 'Chưa có tệp nào được gửi.', en: 'No file was sent.' },
  import_not_ready: {
    status: 409,
    vi: 'Tệp chưa đọc xong hoặc đã được nhập.',
    en: 'The file is still being read, or was already imported.',
  },

  event_closed: { status: 409, vi: 'Sự kiện đã kết thúc.', en: 'The event is closed.' },
  counts_differ: {
    status: 409,
    vi: 'Số đếm không khớp với sổ điểm danh nên chưa chốt được. Hãy xem bảng sai lệch ở trang Chốt số và cho người quản trị đếm lại.',
    en: 'The counts differ from the ledger, so the event cannot be closed. See the differences on the Closing page, and have an administrator recount.',
  },
  event_not_live: { status: 409, vi: 'Sự kiện chưa bắt đầu hoặc đã kết thúc.', en: 'The event is not live.' },
  outside_event_window: {
    status: 422,
    vi: 'Ca phải nằm trong thời gian của sự kiện.',
    en: 'A shift must lie within the event.',
  },
  outside_campaign: {
    status: 422,
    vi: 'Sự kiện phải nằm trong thời gian của chiến dịch.',
    en: 'An event must lie within its campaign.',
  },
  unknown_campaign: { status: 422, vi: 'Không có chiến dịch này.', en: 'There is no such campaign.' },
  stale_ceremony: {
    status: 409,
    vi: 'Người khác vừa điều khiển màn hình. Hãy xem đang chiếu gì rồi bấm lại.',
    en: 'Somebody else has just moved the screens. Look what they show, then press again.',
  },
  stale_cues: {
    status: 409,
    vi: 'Người khác vừa sửa danh sách này. Hãy tải lại rồi sửa tiếp.',
    en: 'Somebody else has just changed this list. Load it again, then edit.',
  },
  unknown_cue: {
    status: 422,
    vi: 'Cảnh này không còn trong danh sách.',
    en: 'This cue is no longer in the list.',
  },
  commune_not_in_event: {
    status: 422,
    vi: 'Có xã, phường không có điểm nào trong sự kiện.',
    en: 'A commune has no site in this event.',
  },
  not_a_picture: {
    status: 422,
    vi: 'Tệp này không phải ảnh PNG hoặc JPEG dùng được (mỗi chiều tối đa 4.096 điểm ảnh).',
    en: 'This file is no PNG or JPEG picture that can be used (at most 4,096 pixels a side).',
  },
  unknown_site: {
    status: 422,
    vi: 'Địa điểm này không thuộc sự kiện.',
    en: 'This site does not belong to the event.',
  },
  site_in_use: {
    status: 409,
    vi: 'Địa điểm đã có ca hoặc phân công.',
    en: 'The site already has shifts or assignments.',
  },
  shift_in_use: { status: 409, vi: 'Ca đã có người được phân công.', en: 'The shift already has people.' },
  demand_changed_meanwhile: {
    status: 409,
    vi: 'Nhu cầu này vừa được người khác đổi. Hãy xem số mới rồi đổi lại nếu cần.',
    en: 'Somebody else has just changed this demand. See the new number, and change it again if need be.',
  },
  demand_too_large: {
    status: 422,
    vi: 'Quy tắc này cần hơn 10.000 người ở một xã. Hãy giảm số người.',
    en: 'This rule needs more than 10,000 people in one commune. Ask for fewer.',
  },
  no_demand_header: {
    status: 422,
    vi: 'Không tìm thấy dòng tiêu đề có cột “Xã/phường” và “Chỉ tiêu”.',
    en: 'No header row with a commune and a target column was found.',
  },
  bad_demand_rows: {
    status: 422,
    vi: 'Tệp có dòng sai nên chưa ghi gì. Hãy sửa từng dòng rồi gửi lại.',
    en: 'The file has wrong rows, so nothing was written. Mend each row and send it again.',
  },
  simulated_mix: {
    status: 409,
    vi: 'Không được trộn người diễn tập với người thật.',
    en: 'Simulated and real people cannot be mixed.',
  },

  nobody_registered: {
    status: 409,
    vi: 'Chưa có ai đăng ký tham gia sự kiện. Hãy đăng ký danh sách trước.',
    en: 'Nobody is registered for the event yet. Register the roster first.',
  },
  no_demand: {
    status: 409,
    vi: 'Chưa có nhu cầu ở ca nào. Hãy nhập nhu cầu trước.',
    en: 'No shift has a demand yet. Enter the demand first.',
  },
  plan_not_draft: {
    status: 409,
    vi: 'Phương án này không còn là bản nháp.',
    en: 'This plan is no longer a draft.',
  },
  no_proof: {
    status: 409,
    vi: 'Phương án này không có lời giải đã chứng minh: chưa tính xong hoặc đã được chỉnh sửa. Hãy tính lại.',
    en: 'This plan has no proof: it is not computed yet, or was changed by hand. Run it again.',
  },
  impossible_move: {
    status: 422,
    vi: 'Người này không thể nhận ca đó.',
    en: 'This person cannot take that shift.',
  },
  overlapping_assignment: {
    status: 409,
    vi: 'Người này đã có ca khác trùng giờ.',
    en: 'This person already has an overlapping shift.',
  },
  offer_gone: { status: 409, vi: 'Lời mời này không còn hiệu lực.', en: 'This offer no longer stands.' },

  nobody_reached: {
    status: 409,
    vi: 'Không có ai trong phạm vi này để gửi tin.',
    en: 'There is nobody within this choice to send it to.',
  },
  broadcast_again: {
    status: 409,
    vi: 'Tin này vừa được gửi tới đúng những người này trong một phút qua. Có gửi lần nữa không?',
    en: 'The same text went to the same people within the last minute. Send it once more?',
  },
  broadcast_gone: {
    status: 409,
    vi: 'Tin đã gửi đi hoặc đã được hoàn tác.',
    en: 'It has gone out already, or was taken back.',
  },

  rehearsal_of_rehearsal: {
    status: 409,
    vi: 'Không thể diễn tập một buổi diễn tập.',
    en: 'A rehearsal cannot be rehearsed.',
  },
  rehearsal_running: {
    status: 409,
    vi: 'Một buổi tổng duyệt đang chạy.',
    en: 'A rehearsal is already running.',
  },

  wording_changed: {
    status: 409,
    vi: 'Nội dung xin phép vừa được sửa. Hãy tải lại trang và đọc bản mới.',
    en: 'The wording has just been changed. Load the page again and read the new one.',
  },
  birth_date_needed: {
    status: 409,
    vi: 'Cần biết ngày sinh trước: người chưa đủ 16 tuổi cần cha, mẹ hoặc người giám hộ cùng đồng ý.',
    en: 'The date of birth comes first: under 16 a parent or guardian has to agree too.',
  },
  birth_date_known: {
    status: 409,
    vi: 'Ngày sinh đã có trong danh sách. Muốn sửa, bạn gửi yêu cầu ở mục Dữ liệu.',
    en: 'The date of birth is on the roll already. To put it right, ask the office under My data.',
  },
  birth_date_implausible: {
    status: 400,
    vi: 'Ngày sinh chưa đúng. Bạn xem lại ngày, tháng, năm.',
    en: 'That date of birth cannot be right. Look at day, month and year again.',
  },
  guardian_needed: {
    status: 409,
    vi: 'Việc này cần cha, mẹ hoặc người giám hộ cùng đồng ý.',
    en: 'A parent or guardian has to agree to this too.',
  },
  not_a_minor: {
    status: 409,
    vi: 'Không có phiếu nào cần ghi: người này đã đủ 16 tuổi, chưa có ngày sinh, hoặc chưa từng có phiếu.',
    en: 'There is no paper to record: this person is 16 or older, has no date of birth, or never had one.',
  },
  signed_in_future: {
    status: 422,
    vi: 'Ngày ký phiếu không thể sau hôm nay.',
    en: 'A paper cannot be signed after today.',
  },
  request_open: {
    status: 409,
    vi: 'Bạn đã gửi yêu cầu này và đang chờ trả lời.',
    en: 'You have sent this request already; it waits for an answer.',
  },
  request_decided: {
    status: 409,
    vi: 'Yêu cầu này đã được trả lời.',
    en: 'This request has been answered already.',
  },
  request_extended: {
    status: 409,
    vi: 'Thời hạn chỉ được gia hạn một lần.',
    en: 'The term can be extended once only.',
  },
  indicators_changed: {
    status: 409,
    vi: 'Người khác vừa sửa danh sách chỉ tiêu. Hãy xem lại danh sách mới rồi sửa tiếp.',
    en: 'Somebody else has just changed the indicators. Look at the new list, then change it.',
  },
  indicator_fixed: {
    status: 409,
    vi: 'Mã và cách đếm của một chỉ tiêu không đổi được. Hãy tắt chỉ tiêu này và thêm chỉ tiêu mới.',
    en: 'The code and the kind of an indicator stay as they are. Switch it off and add another one.',
  },
  not_a_photo: {
    status: 422,
    vi: 'Không đọc được ảnh này. Hãy chụp lại.',
    en: 'This picture cannot be read. Take it again.',
  },
  photo_not_taken: {
    status: 409,
    vi: 'Chỉ nhận ảnh của người đã điểm danh, khi sự kiện đang diễn ra, cho chỉ tiêu cần ảnh.',
    en: 'Pictures are taken from who has checked in, while the event is live, and where an indicator asks for them.',
  },
  too_many_photos: {
    status: 409,
    vi: 'Nhiệm vụ này đã đủ số ảnh.',
    en: 'This assignment has enough pictures.',
  },
  result_below_zero: {
    status: 409,
    vi: 'Không huỷ được: người này đã tự bớt số đó rồi.',
    en: 'It cannot be taken back: this person has taken it off already.',
  },
} as const satisfies Record<string, { status: number; vi: string; en: string }>;

export type ErrorCode = keyof typeof ERRORS;

/** What a broken named constraint means to the person who broke it. */
export const CONSTRAINTS: Readonly<Record<string, ErrorCode>> = {
  staff_login_key: 'login_taken',
  staff_identities_key: 'identity_taken',
  people_phone_key: 'phone_taken',
  privacy_requests_one_open: 'request_open',
  org_units_name_key: 'already_exists',
  indicators_code_key: 'already_exists',
  seen_screens_session_fk: 'not_signed_in',
  seen_screens_event_fk: 'not_found',
  assignments_no_overlap: 'overlapping_assignment',
  assignments_one_per_shift: 'already_exists',
  assignments_event_simulated_fk: 'simulated_mix',
  assignments_person_simulated_fk: 'simulated_mix',
  registrations_event_simulated_fk: 'simulated_mix',
  registrations_person_simulated_fk: 'simulated_mix',
  check_ins_event_simulated_fk: 'simulated_mix',
  check_ins_person_simulated_fk: 'simulated_mix',
  org_units_commune_fk: 'unknown_unit',
  sites_commune_fk: 'unknown_unit',
  people_home_commune_fk: 'unknown_unit',
  campaigns_org_unit_fk: 'unknown_org_unit',
  events_campaign_fk: 'unknown_campaign',
  shifts_site_fk: 'site_in_use',
  assignments_site_fk: 'site_in_use',
  check_ins_site_fk: 'site_in_use',
  headcounts_site_fk: 'site_in_use',
  assignments_shift_fk: 'shift_in_use',
  check_ins_shift_fk: 'shift_in_use',
};

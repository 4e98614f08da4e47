import type { Catalogue } from './entry.js';

/** On the way in: of staff, volunteers and devices, and of their accounts. */
export const SIGN_IN = {
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
  link_bound: {
    status: 403,
    vi: 'Đường dẫn này đã được mở trên một máy hoặc trình duyệt khác nên không mở được ở đây. Hãy dùng máy đó, hoặc xin người phụ trách đơn vị cấp đường dẫn mới.',
    en: 'This link was opened on another device or in another browser, so it does not work here. Use that one, or ask your unit for a new link.',
  },
  no_more_texts: {
    status: 503,
    vi: 'Hôm nay hệ thống không gửi thêm được tin nhắn. Hãy dùng đường dẫn hoặc mã QR của đơn vị bạn.',
    en: 'No more text messages can be sent today. Use the link or the QR code from your unit.',
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
  second_factor_exists: {
    status: 409,
    vi: 'Tài khoản đã có bước xác thực thứ hai.',
    en: 'This account already has a second factor.',
  },
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
  account_dormant: {
    status: 403,
    vi: 'Tài khoản đã tạm khóa vì lâu không dùng. Hãy nhờ điều phối viên mở lại.',
    en: 'This account was not used for a long time. Ask a coordinator to enable it.',
  },
  own_account: {
    status: 409,
    vi: 'Bạn không thể làm việc này với tài khoản của mình ở đây. Hãy dùng trang Tài khoản.',
    en: 'You cannot do this to your own account here. Use the Account page.',
  },
  login_taken: { status: 409, vi: 'Tên đăng nhập đã có người dùng.', en: 'This log-in name is taken.' },
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
} as const satisfies Catalogue;

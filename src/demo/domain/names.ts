import type { Random } from '../../kernel/random.js';

export type Gender = 'female' | 'male';

export interface NameStyle {
  /** From Đà Nẵng southwards Huỳnh and Võ are said where the north says Hoàng and Vũ. */
  south: boolean;
  /** Communes where many families are Thái, Mường, Hmong, Tày … */
  upland: boolean;
}

/** Family names with their share among the Kinh, in per cent, roughly. */
const FAMILIES: readonly (readonly [string, number])[] = [
  ['Nguyễn', 31.5],
  ['Trần', 10.9],
  ['Lê', 8.9],
  ['Phạm', 5.9],
  ['Phan', 2.8],
  ['Trương', 2.2],
  ['Bùi', 2.1],
  ['Đặng', 1.9],
  ['Đỗ', 1.9],
  ['Ngô', 1.7],
  ['Hồ', 1.5],
  ['Dương', 1.4],
  ['Đinh', 1],
  ['Trịnh', 1],
  ['Mai', 0.8],
  ['Đoàn', 0.8],
  ['Lưu', 0.6],
  ['Lương', 0.6],
  ['Cao', 0.6],
  ['Hà', 0.6],
  ['Tạ', 0.5],
  ['Đào', 0.5],
  ['Tống', 0.3],
  ['Thái', 0.3],
  ['Chu', 0.3],
  ['Kiều', 0.2],
];
const NORTH: readonly (readonly [string, number])[] = [...FAMILIES, ['Hoàng', 5.1], ['Vũ', 3.9]];
const SOUTH: readonly (readonly [string, number])[] = [...FAMILIES, ['Huỳnh', 5.1], ['Võ', 3.9]];
const UPLAND: readonly (readonly [string, number])[] = [
  ['Hà', 12],
  ['Lò', 10],
  ['Vi', 8],
  ['Phạm', 8],
  ['Bùi', 8],
  ['Quách', 6],
  ['Lương', 6],
  ['Ngân', 5],
  ['Giàng', 4],
  ['Thao', 4],
  ['Sùng', 3],
  ['Hoàng', 3],
  ['Nông', 3],
];

const MIDDLES = {
  male: [
    'Văn',
    'Văn',
    'Văn',
    ...'Đức Hữu Minh Quang Tuấn Anh Thành Công Xuân Ngọc Đình Trọng Duy Gia'.split(' '),
  ].concat('Bảo Quốc Hoàng Mạnh Tiến Nhật Thế Viết'.split(' ')),
  female: [
    'Thị',
    'Thị',
    'Thị',
    'Thị',
    'Thị Thu',
    'Thị Ngọc',
    'Thị Thanh',
    'Thị Hồng',
    'Thị Phương',
    'Thị Kim',
  ].concat('Ngọc Thu Thanh Phương Khánh Mai Hồng Minh Quỳnh Hà Diệu Bảo Thùy Hoài Lan Tường'.split(' ')),
} as const satisfies Record<Gender, readonly string[]>;

const GIVEN = {
  male: (
    'Anh An Bách Bình Chiến Cường Danh Dũng Duy Dương Đạt Đông Đức Giang Hải Hào Hậu Hiếu Hiệp Hòa Hoàng Hùng Huy ' +
    'Hưng Khánh Khải Khang Khoa Khôi Kiên Lâm Linh Long Lộc Lợi Luân Mạnh Minh Nam Nghĩa Nguyên Nhân Nhật Phát Phong ' +
    'Phú Phúc Phước Quân Quang Quyết Quý Sang Sáng Sơn Tài Tâm Tân Thái Thắng Thành Thiện Thịnh Thọ Thông Tiến Toàn ' +
    'Trí Trung Trường Tú Tuấn Tùng Tuyên Việt Vinh Vũ Vương'
  ).split(' '),
  female: (
    'An Anh Ánh Bích Châu Chi Cúc Diễm Diệp Dung Duyên Đào Giang Hà Hạnh Hằng Hân Hiền Hoa Hòa Hoài Hồng Huệ Huyền ' +
    'Hương Khánh Lan Lam Lệ Liên Linh Loan Ly Mai My Minh Nga Ngân Ngọc Nguyệt Nhàn Nhi Nhung Như Oanh Phương Phượng ' +
    'Quyên Quỳnh Sương Tâm Thảo Thanh Thắm Thoa Thơm Thu Thùy Thủy Thư Thương Tiên Trà Trang Trâm Trinh Tú Tuyết Uyên ' +
    'Vân Vi Vy Xuân Yến'
  ).split(' '),
} as const satisfies Record<Gender, readonly string[]>;

/** An invented person's name: family, middle and given name, as they are common in Việt Nam. */
export function inventName(random: Random, gender: Gender, style: NameStyle): string {
  const kinh = style.south ? SOUTH : NORTH;
  const family = random.weighted(style.upland && !style.south && random.chance(0.6) ? UPLAND : kinh);
  const given = random.pick(GIVEN[gender]);
  for (;;) {
    const middle = random.pick<string>(MIDDLES[gender]);
    if (!middle.endsWith(given) && middle !== family) return `${family} ${middle} ${given}`;
  }
}

import type { Indicator, IndicatorCounts } from '../../contracts/results.js';

const usual = (
  code: string,
  [vi, en]: [string, string],
  [unitVi, unitEn]: [string, string],
  counts: IndicatorCounts = 'quantity',
  needsPhoto = false,
): Omit<Indicator, 'id'> => ({
  code,
  name: { vi, en },
  unit: { vi: unitVi, en: unitEn },
  counts,
  needsPhoto,
  onPhone: true,
  active: true,
  target: null,
  most: 100,
});

/** What a digital transformation day counts, unless its organisers say otherwise. */
export const USUAL_INDICATORS: readonly Omit<Indicator, 'id'>[] = [
  usual('people_helped', ['Người dân được hỗ trợ', 'People helped'], ['lượt', 'turns'], 'turns_people'),
  usual('vneid_activated', ['Kích hoạt VNeID', 'VNeID activated'], ['tài khoản', 'accounts']),
  usual('files_online', ['Hồ sơ nộp trực tuyến', 'Files submitted online'], ['hồ sơ', 'files']),
  usual('payment_accounts', ['Tài khoản thanh toán', 'Payment accounts'], ['tài khoản', 'accounts']),
  usual('digital_signatures', ['Chữ ký số', 'Digital signatures'], ['chữ ký', 'signatures']),
  usual(
    'households_visited',
    ['Hộ gia đình đã đến', 'Households visited'],
    ['hộ', 'households'],
    'quantity',
    true,
  ),
];

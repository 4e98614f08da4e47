/** "Tỉnh đoàn Thanh Hóa", "Thành đoàn Hải Phòng". */
export function provinceUnitName(province: { name: string; type: string }): string {
  return `${province.type === 'thành phố' ? 'Thành đoàn' : 'Tỉnh đoàn'} ${province.name}`;
}

/** "Đoàn xã Mường Lát", "Đoàn phường Hạc Thành". */
export function communeUnitName(commune: { fullName: string }): string {
  return `Đoàn ${lowerFirst(commune.fullName)}`;
}

/** A full name within a sentence: "xã Mường Lát". */
export function lowerFirst(fullName: string): string {
  return fullName.charAt(0).toLowerCase() + fullName.slice(1);
}

/** The branches of a commune's unit: offices, school, police, and where people live. */
export function branchNames(commune: { type: string }): string[] {
  const hamlet = commune.type === 'phường' ? 'Tổ dân phố' : 'Thôn';
  return [
    `Chi đoàn Cơ quan ${commune.type}`,
    `Chi đoàn Công an ${commune.type}`,
    'Chi đoàn Trường học',
    `Chi đoàn ${hamlet} 1`,
    `Chi đoàn ${hamlet} 2`,
  ];
}

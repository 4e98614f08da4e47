import { StreamableFile } from '@nestjs/common';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

export const csvFile = (content: Buffer, name: string): StreamableFile =>
  download(content, 'text/csv; charset=utf-8', `${name}.csv`);
export const xlsxFile = (content: Buffer, name: string): StreamableFile =>
  download(content, XLSX, `${name}.xlsx`);

function download(content: Buffer, type: string, name: string): StreamableFile {
  return new StreamableFile(content, { type, disposition: `attachment; filename="${name}"` });
}

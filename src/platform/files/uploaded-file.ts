import type { MultipartFile } from '@fastify/multipart';
import type { FastifyRequest } from 'fastify';
import { AppError } from '../errors/app-error.js';

export interface UploadedFile {
  name: string;
  content: Buffer;
  /** The text fields of the form; a browser sends those that stand before the file first. */
  fields: Record<string, string>;
}

/**
 * The one file of a multipart form.
 * @throws AppError `no_file`; the form's own faults (`too_large`, broken parts) pass through
 */
export async function uploadedFile(request: FastifyRequest): Promise<UploadedFile> {
  if (!request.isMultipart()) throw new AppError('no_file');
  const fields: Record<string, string> = {};
  let file: { part: MultipartFile; content: Buffer } | undefined;
  try {
    for await (const part of request.parts()) {
      if (part.type === 'file') file = { part, content: await part.toBuffer() };
      else if (typeof part.value === 'string') fields[part.fieldname] = part.value;
    }
  } catch (thrown) {
    // The reader of forms has no status for one that is cut off or has no boundary.
    throw thrown instanceof Error && 'statusCode' in thrown ? thrown : new AppError('malformed_request');
  }
  if (!file) throw new AppError('no_file');
  return { name: file.part.filename.slice(0, 200), content: file.content, fields };
}

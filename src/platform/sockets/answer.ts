import { Logger } from '@nestjs/common';
import type { ZodType } from 'zod';
import { answerError } from '../errors/answer-error.js';
import { AppError } from '../errors/app-error.js';
import { faultsOf } from '../errors/validation.js';

type Answer = (reply: unknown) => void;

const log = new Logger('sockets');

/**
 * Takes one message of a client: `values` as the socket handed them over, a body and the function
 * that wants the answer. Reads the body with `schema`, acts on it and answers; whatever goes wrong
 * becomes the answer, in the words of the error catalogue. A message that wants no answer is left.
 */
export async function answerMessage<T>(
  values: readonly unknown[],
  schema: ZodType<T>,
  act: (body: T) => Promise<unknown>,
): Promise<void> {
  const answer = answerOf(values);
  if (!answer) return;
  try {
    if (values.length !== 2) throw new AppError('invalid_input');
    const read = schema.safeParse(values[0]);
    if (!read.success) throw new AppError('invalid_input', faultsOf(read.error.issues));
    answer(await act(read.data));
  } catch (thrown) {
    answer({ ok: false, error: answerError(thrown, log).toBody() });
  }
}

/** The function that answers a message is the last of its values, if the client wants an answer. */
export function answerOf(values: readonly unknown[]): Answer | null {
  const last = values.at(-1);
  return isAnswer(last) ? last : null;
}

function isAnswer(value: unknown): value is Answer {
  return typeof value === 'function';
}

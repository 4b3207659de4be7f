import type { ServerResponse } from 'node:http';
import type { Report } from '../../github/report/report-of.ts';
import { respond } from '../http/respond.ts';
import { sendPage } from './answer-page.ts';
import type { WhyAddress } from './report-address.ts';

/** What tells people who have signed in why something is so. */
export interface WhyPages {
  /** @returns what a report shows beside a changed object; `undefined` if there is none, or none that this person may see */
  readonly why: (address: WhyAddress, login: string) => Promise<Report | undefined>;
  /** Whether this person may ask once more now. */
  readonly mayAskWhy: (login: string) => boolean;
}

/** What is being worked at. */
export interface Busy {
  pages: number;
  /** Cells of fleet pages. */
  cells: number;
  /** Who waits for why something is so: one thing at a time. */
  readonly asking: Set<string>;
}

/** Each is a review of its own, or dozens of requests. */
export const MOST_AT_ONCE = 2;

/**
 * Answers a report page that asks: it shows the sentences of refusals as they are.
 *
 * @param login `undefined` for who has not signed in: the page itself does that
 */
export async function showWhy(
  { mayAskWhy, why }: WhyPages,
  busy: Busy,
  address: WhyAddress,
  login: string | undefined,
  response: ServerResponse,
): Promise<void> {
  if (login === undefined) return respond(response, 401, 'Reload the page to sign in.');
  if (!mayAskWhy(login))
    return respond(response, 429, 'Too many questions: ask again in ten minutes.', { 'retry-after': '600' });
  if (busy.pages >= MOST_AT_ONCE || busy.asking.has(login))
    return respond(response, 503, 'The server is busy: ask again in a moment.', { 'retry-after': '5' });
  busy.pages += 1;
  busy.asking.add(login);
  try {
    const answer = await why(address, login);
    if (answer === undefined) respond(response, 404, 'There is nothing here, or nothing that you may read on GitHub.');
    else if (answer.kind === 'none') respond(response, 404, answer.message);
    else if (answer.kind === 'moved') respond(response, 409, 'There is a newer commit: reload the page.');
    else sendPage(response, 200, answer.html, { 'content-security-policy': "default-src 'none'; sandbox" });
  } finally {
    busy.pages -= 1;
    busy.asking.delete(login);
  }
}

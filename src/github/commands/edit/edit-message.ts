import type { PlannedPromotion } from '../../../promotion/plan/promotion.ts';
import { visibleText } from '../../../text/visible-text.ts';
import type { AskedCommand } from '../run/command.ts';

/** A person who asked for an edit. */
export type Asker = AskedCommand['by'];

/** What the message of an edit's commit says about it. */
export interface EditCredit {
  /** The request, as a command. */
  readonly request: string;
  /** Everybody who asked for it. */
  readonly askers: readonly Asker[];
}

const REQUEST = 'Blast-Radius-Request: ';
const askedBy = /^Blast-Radius-Asked-By: (\S+) \((\d+)\)$/;

/**
 * Writes the message of an edit's commit. GitHub lists the co-authors among the commit's authors, so that who asked for an
 * edit counts as one of them; the other trailers are read back by {@link readCredit}.
 *
 * @param title one line, as {@link titleOf} gives it
 */
export function editMessage(title: string, { request, askers }: EditCredit): string {
  return [
    title,
    '',
    ...askers.map(({ login, id }) => `Co-authored-by: ${login} <${id}+${login}@users.noreply.github.com>`),
    ...askers.map(({ login, id }) => `Blast-Radius-Asked-By: ${login} (${id})`),
    `${REQUEST}${request}`,
    '',
  ].join('\n');
}

/**
 * Reads what {@link editMessage} wrote. Only to be believed of a commit that this App made: anybody may write a message.
 *
 * @returns undefined for a message without it
 */
export function readCredit(message: string): EditCredit | undefined {
  const lines = message.trimEnd().split('\n');
  const trailers = lines.slice(lines.lastIndexOf('') + 1);
  const request = trailers.find((line) => line.startsWith(REQUEST))?.slice(REQUEST.length);
  const askers = trailers.flatMap((line) => {
    const [, login, id] = askedBy.exec(line) ?? [];
    return login === undefined ? [] : [{ login, id: Number(id) }];
  });
  return request === undefined || askers.length === 0 ? undefined : { request, askers };
}

/** @returns all of them, each account once, under the name that it has now */
export function joinAskers(former: readonly Asker[], now: Asker): readonly Asker[] {
  return [...former.filter(({ id }) => id !== now.id), now];
}

/** @returns the title on one line, whatever names the repository uses */
export function titleOf({ title }: Pick<PlannedPromotion, 'title'>): string {
  return visibleText(title, 120);
}

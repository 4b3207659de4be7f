import type { ReviewPlace } from '../../../review/contract/reference.ts';
import { listed } from '../../../text/counted.ts';
import { unquoted } from '../../../text/quoted.ts';
import { visibleLines, visibleText } from '../../../text/visible-text.ts';
import type { Alert } from './alert.ts';

/** What stands at one line of the repository, in plain text. */
export interface PlacedAlert {
  /** `prod (missing-namespace)`. */
  readonly title: string;
  /** What is wrong there, and how to repair it, in lines. */
  readonly message: string;
  /** `undefined` where no file of the repository is meant. */
  readonly place: ReviewPlace | undefined;
}

/** @returns an alert once for each of its places, with what it says of that place; once where it has none */
export function placedAlerts(alert: Alert): readonly PlacedAlert[] {
  const { messages, places, fix } = alert;
  const title = alertTitle(alert);
  const said = (own: readonly string[]) =>
    visibleLines(unquoted([...own, ...(fix === undefined ? [] : [`Fix: ${fix}`])].join('\n'))).slice(0, 8_000);
  if (places.length === 0) return [{ title, message: said(messages), place: undefined }];
  return places.map((place, index) => {
    const own = places.length === messages.length ? messages.slice(index, index + 1) : messages;
    return { title, message: said(own), place };
  });
}

function alertTitle({ clusters, title, rule }: Alert): string {
  const heading = [listed(clusters), title ?? (rule === undefined ? '' : `(${rule})`)].filter(Boolean).join(' ');
  return visibleText(heading === '' ? 'Blast Radius' : heading, 200);
}

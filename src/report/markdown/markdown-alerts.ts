import { Buffer } from 'node:buffer';
import { counted, listed } from '../../text/counted.ts';
import { code, fence, name, prose } from '../../text/escape.ts';
import { fitting } from '../../text/fitting.ts';
import { type Alert, alertClusters } from '../model/alerts/alert.ts';
import { type LinkBuilder, placeLink } from '../model/place-links.ts';

/** What is more is counted: who has thirty errors starts with the first. */
const most = { messages: 8, places: 4, bytes: 12_000, block: 6_000 };

/**
 * @param bytes the most that they take; what is more is counted
 * @returns the alerts of one level as one block that GitHub draws with a coloured bar; empty without any
 */
export function alertBlock(
  all: readonly Alert[],
  level: 'error' | 'warning',
  links: LinkBuilder,
  bytes = most.bytes,
): string {
  const alerts = all.filter((alert) => alert.level === level);
  if (alerts.length === 0) return '';
  const { shown, left } = fitting(
    alerts.map((alert) => quoted(paragraph(alert, links))),
    bytes,
  );
  const paragraphs = [...shown, ...(left > 0 ? [`> … and ${counted(left, `more ${level}`)}`] : [])];
  return [`> [!${level === 'error' ? 'CAUTION' : 'WARNING'}]`, paragraphs.join('\n>\n')].join('\n');
}

/** @returns what is good to know and asks for nothing, folded away; empty without any */
export function noticeBlock(all: readonly Alert[], links: LinkBuilder): string {
  const notices = all.filter(({ level }) => level === 'notice');
  if (notices.length === 0) return '';
  const { shown, left } = fitting(
    notices.map((notice) => `- ${paragraph(notice, links).replaceAll('\n', '\n  ')}`),
    most.bytes / 2,
  );
  return [
    `<details><summary>${counted(notices.length, 'notice')}</summary>`,
    '',
    ...shown,
    ...(left > 0 ? [`- … and ${counted(left, 'more notice')}`] : []),
    '',
    '</details>',
  ].join('\n');
}

function paragraph(alert: Alert, links: LinkBuilder): string {
  const { messages, places, fix, block = '', rule } = alert;
  const hasOwnPlaces = messages.length > 1 && places.length === messages.length;
  const shown = messages.slice(0, most.messages).map((message, index) => {
    const [place] = hasOwnPlaces ? places.slice(index) : [];
    return place === undefined ? prose(message) : `${prose(message)} ${placeLink(place, links)}`;
  });
  const more = messages.length - shown.length;
  const head = subject(alert);
  const sentences = [...shown, ...(more > 0 ? [`… and ${counted(more, 'more like this')}`] : [])];
  const text =
    sentences.length === 1
      ? `${head === '' ? '' : `${head}: `}${sentences.join('')}`
      : `${head}${sentences.map((sentence) => `<br>• ${sentence}`).join('')}`;
  const where = [
    ...(hasOwnPlaces ? [] : places.slice(0, most.places).map((place) => placeLink(place, links))),
    ...(!hasOwnPlaces && places.length > most.places
      ? [`and ${counted(places.length - most.places, 'more place')}`]
      : []),
    ...(rule === undefined ? [] : [`<sub>${code(rule)}</sub>`]),
  ].join(' ');
  // `<br>`, as a comment breaks at a line's end and a check's summary does not.
  const lines = [text, ...(fix === undefined ? [] : [`**Fix:** ${prose(fix)}`]), ...(where === '' ? [] : [where])];
  return [lines.join('<br>'), ...blockOf(block)].join('\n\n');
}

/** Half of it would be worse than none: who copies it would not see what is missing. */
function blockOf(block: string): readonly string[] {
  if (block === '') return [];
  const isShort = Buffer.byteLength(block) <= most.block;
  return [isShort ? fence('yaml', block) : 'It is too long to stand here: `blast-radius diff` prints it.'];
}

function subject(alert: Alert): string {
  const { title } = alert;
  const where = listed(alertClusters(alert).map((cluster) => name(cluster, 60)));
  return where === '' && title === undefined ? '' : `**${[where, title].filter(Boolean).join(' ')}**`;
}

function quoted(text: string): string {
  return text
    .split('\n')
    .map((line) => (line === '' ? '>' : `> ${line}`))
    .join('\n');
}

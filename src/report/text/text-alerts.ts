import { grouped, listed } from '../../text/counted.ts';
import { placeText } from '../../text/place-text.ts';
import { unquoted } from '../../text/quoted.ts';
import { type Paint, wrapped } from '../../text/terminal.ts';
import { visibleLines, visibleText } from '../../text/visible-text.ts';
import { type Alert, alertClusters, type RemoteAddress } from '../model/alerts/alert.ts';

const marks = { error: ['✗', 'red'], warning: ['!', 'yellow'], notice: ['·', 'cyan'] } as const;

/** @returns the alerts, each with its place on a line of its own, where a terminal makes it clickable */
export function textAlerts(all: readonly Alert[], paint: Paint, width: number): readonly string[] {
  return all.flatMap((alert) => {
    const { level, title, messages, rule, fix, block = '', places, remotes = [] } = alert;
    const [mark, colour] = marks[level];
    const where = [visibleText(listed(alertClusters(alert)), 200), title].filter(Boolean).join(' ');
    const hasOwnPlaces = remotes.length > 0 || (messages.length > 1 && places.length === messages.length);
    const told = remotes.length > 0 ? [unfetched(remotes)] : messages;
    const [first = '', ...more] = told.map((message, index) => {
      const [place] = hasOwnPlaces && remotes.length === 0 ? places.slice(index) : [];
      return place === undefined ? unquoted(message) : `${unquoted(message)}  ${placeText(place)}`;
    });
    const [head = '', ...rest] = wrapped(`${where === '' ? '' : `${where}: `}${first}`, width - 2, '');
    const shownHead = head.startsWith(where) ? paint('bold', where) + head.slice(where.length) : head;
    const at = [
      ...(hasOwnPlaces ? [] : places).map((place) => paint('cyan', visibleText(placeText(place), 400))),
      ...(rule === undefined ? [] : [paint('dim', `(${visibleText(rule)})`)]),
    ].join('  ');
    return [
      `${paint(colour, mark)} ${shownHead}`,
      ...rest.map((line) => `  ${line}`),
      ...more.flatMap((message) => wrapped(message, width, '  ')),
      ...remoteLines(remotes, paint),
      ...(fix === undefined ? [] : wrapped(`fix: ${unquoted(fix)}`, width, '  ')),
      ...(block === ''
        ? []
        : [
            '',
            ...visibleLines(block)
              .trimEnd()
              .split('\n')
              .map((line) => `    ${line}`.trimEnd()),
          ]),
      ...(at === '' ? [] : [`  ${at}`]),
      '',
    ];
  });
}

/** More are counted. */
const MOST_REMOTES = 10;

function unfetched(remotes: readonly RemoteAddress[]): string {
  const reasons = [...new Set(remotes.map(({ reason }) => reason))];
  const count = new Set(remotes.map(({ target }) => target)).size;
  const what = count === 1 ? 'a remote address is' : `${grouped(count)} remote addresses are`;
  return `${what} not known: ${reasons.join('; ')}`;
}

/** @returns a line for each address, with the places that refer to it */
function remoteLines(remotes: readonly RemoteAddress[], paint: Paint): readonly string[] {
  const places = new Map<string, string[]>();
  for (const { target, place } of remotes) {
    const at = place === undefined ? [] : [paint('cyan', visibleText(placeText(place), 400))];
    places.set(target, [...(places.get(target) ?? []), ...at]);
  }
  const shown = [...places].slice(0, MOST_REMOTES).map(([target, at]) => {
    return `  ${[visibleText(target, 400), ...at].join('  ')}`;
  });
  const left = places.size - shown.length;
  return left === 0 ? shown : [...shown, `  and ${grouped(left)} more`];
}

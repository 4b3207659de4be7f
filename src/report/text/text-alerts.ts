import { listed } from '../../text/counted.ts';
import { placeText } from '../../text/place-text.ts';
import { unquoted } from '../../text/quoted.ts';
import { type Paint, wrapped } from '../../text/terminal.ts';
import { visibleLines, visibleText } from '../../text/visible-text.ts';
import { type Alert, alertClusters } from '../model/alerts/alert.ts';

const marks = { error: ['✗', 'red'], warning: ['!', 'yellow'], notice: ['·', 'cyan'] } as const;

/** @returns the alerts, each with its place on a line of its own, where a terminal makes it clickable */
export function textAlerts(all: readonly Alert[], paint: Paint, width: number): readonly string[] {
  return all.flatMap((alert) => {
    const { level, title, messages, rule, fix, block = '', places } = alert;
    const [mark, colour] = marks[level];
    const where = [visibleText(listed(alertClusters(alert)), 200), title].filter(Boolean).join(' ');
    const hasOwnPlaces = messages.length > 1 && places.length === messages.length;
    const [first = '', ...more] = messages.map((message, index) => {
      const [place] = hasOwnPlaces ? places.slice(index) : [];
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

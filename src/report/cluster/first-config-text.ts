import type { FirstConfig } from '../../fleet/setup/first-config.ts';
import type { Evidence } from '../../fleet/setup/understanding.ts';
import { counted } from '../../text/counted.ts';
import { placeText } from '../../text/place-text.ts';
import { padded, painter } from '../../text/terminal.ts';
import { visibleText } from '../../text/visible-text.ts';
import type { TextOptions } from '../text/to-text.ts';

/**
 * What a first configuration says, and what it takes a person to know, for a terminal.
 *
 * @param did the end of a sentence that the file begins: `is written`
 */
export function firstConfigText(
  { clusters, unsure }: FirstConfig,
  did: string,
  { colour = false }: TextOptions = {},
): string {
  const paint = painter(colour);
  const names = clusters.map(({ name }) => visibleText(name, 40));
  const paths = clusters.map(({ path, paths = [path] }) =>
    visibleText(paths.map((each) => each || '.').join(', '), 80),
  );
  const [first, second] = [names, paths].map((texts) => Math.max(...texts.map((text) => [...text].length)));
  const lines = [
    paint(
      'bold',
      `.github/blast-radius.yml ${did}: ${counted(clusters.length, 'cluster')}${clusters.length > 1 ? ', in promotion order' : ''}`,
    ),
    ...clusters.map(({ from }, index) => {
      const row = `  ${padded(names[index] ?? '', first ?? 0)}  ${padded(paths[index] ?? '', second ?? 0)}`;
      return `${row}  ${paint('dim', evidenceText(from))}`;
    }),
    ...(unsure.length === 0 ? [] : ['', 'The repository does not tell']),
    ...unsure.map((each) => paint('yellow', `  ${visibleText(each.replaceAll('`', ''), 400)}`)),
  ];
  return `${lines.join('\n')}\n`;
}

const EVIDENCE: Readonly<Record<Evidence['kind'], string>> = {
  sync: 'a FluxKustomization syncs it',
  content: 'it holds FluxKustomizations that nothing else reaches',
  flux: 'other files of Flux name it',
  layout: 'a guess, by the names of directories',
};

function evidenceText({ kind, path, line }: Evidence): string {
  return visibleText(`${EVIDENCE[kind]}${path === undefined ? '' : `: ${placeText({ path, line })}`}`, 200);
}

import { performance } from 'node:perf_hooks';
import { parseAllDocuments } from 'yaml';
import { Source } from '../../src/yaml/node/source.ts';
import { parseYaml } from '../../src/yaml/read/parse.ts';
import { filesBelow } from '../files-below.ts';
import { crdBundle } from '../fleet/crd-bundle.ts';
import { type Measure, median } from '../measure.ts';

const GROUP = 'reading YAML, against the yaml package';
/** A reader of our own is not worth its upkeep below this. */
const GOAL = { atLeast: 3 };

type Read = (text: string) => unknown;

const ours: Read = (text) => parseYaml(new Source(text));

/** At its fastest, and short of what it would take: scalars unresolved, keys that repeat not looked for. */
const FASTEST = { schema: 'failsafe', uniqueKeys: false, logLevel: 'silent' } as const;
const theirs: Read = (text) => parseAllDocuments(text, FASTEST);

/**
 * Reads the same texts into nodes with our reader and with the `yaml` package, in turns in one process.
 *
 * @param rounds of which the median counts; one before them warms both up
 */
export function yamlMeasures(rounds: number): readonly Measure[] {
  return [
    ...compare('manifests of the fixtures', manifestsBelow('test/fixtures'), rounds),
    ...compare('a bundle of CustomResourceDefinitions', [crdBundle()], rounds),
  ];
}

function compare(name: string, texts: readonly string[], rounds: number): readonly Measure[] {
  const kilobytes = texts.reduce((sum, text) => sum + Buffer.byteLength(text), 0) / 1000;
  const times: { readonly our: number; readonly their: number }[] = [];
  for (let round = 0; round <= rounds; round++) times.push({ our: timed(texts, ours), their: timed(texts, theirs) });
  const counted = times.slice(1);
  const our = median(counted.map((each) => each.our));
  const their = median(counted.map((each) => each.their));
  return [
    { group: GROUP, name, column: 'kB', value: Math.round(kilobytes), unit: 'count' },
    { group: GROUP, name, column: 'ours', value: our, unit: 'seconds' },
    { group: GROUP, name, column: 'the package', value: their, unit: 'seconds' },
    { group: GROUP, name, column: 'faster', value: their / our, unit: 'times', goal: GOAL },
  ];
}

function timed(texts: readonly string[], read: Read): number {
  const start = performance.now();
  for (const text of texts) read(text);
  return (performance.now() - start) / 1000;
}

/** The YAML files of a folder that both can read. */
function manifestsBelow(folder: string): readonly string[] {
  return [...filesBelow(folder)].flatMap(([path, text]) => {
    const isRead = path.endsWith('.yaml') && parseYaml(new Source(text)).problems.length === 0 && isReadByPackage(text);
    return isRead ? text : [];
  });
}

function isReadByPackage(text: string): boolean {
  const documents = parseAllDocuments(text, FASTEST);
  return Array.isArray(documents) && documents.every(({ errors }) => errors.length === 0);
}

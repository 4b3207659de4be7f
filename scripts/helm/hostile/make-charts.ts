import { Buffer } from 'node:buffer';
import { type PackedEntry, packArchive, packRecords, packText } from '../../../test/helm/pack-archive.ts';

export const MEGABYTE = 1024 * 1024;
/** Of a header. */
const MOST_NAME = 100;

/** @returns the archive of a chart of one template, with other files in place of its own and more entries behind them */
export function chart(
  files: Readonly<Record<string, string>>,
  more: readonly PackedEntry[] = [],
  name = 'app',
): Buffer {
  const all = { 'Chart.yaml': metadata(name), 'templates/a.yaml': 'kind: A\n', ...files };
  const packed = Object.entries(all).flatMap(([path, text]) => {
    const whole = `${name}/${path}`;
    const file = packText(whole.slice(0, MOST_NAME), text);
    return whole.length > MOST_NAME ? [packRecords({ path: whole }), file] : [file];
  });
  return packArchive([...packed, ...more]);
}

/** @returns a `Chart.yaml` */
export function metadata(name: string, more = ''): string {
  return `apiVersion: v2\nname: ${name}\nversion: 1.0.0\n${more}`;
}

/** @returns so many of what is made of each number from 0 */
export function numbered<T>(count: number, make: (i: number) => T): T[] {
  return Array.from({ length: count }, (_, i) => make(i));
}

/** `count` charts beside each other below `charts/`, with the same files. */
export function subcharts(count: number, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const each = numbered(count, (i) =>
    Object.entries({ 'Chart.yaml': metadata(`s${i}`), ...files }).map(([path, text]) => [`charts/s${i}/${path}`, text]),
  );
  return Object.fromEntries(each.flat());
}

/** Charts within each other, `c1` to the last, with files in the last. */
export function chain(depth: number, files: Readonly<Record<string, string>>): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  let path = '';
  for (let i = 1; i <= depth; i++) {
    path += `charts/c${i}/`;
    found[`${path}Chart.yaml`] = metadata(`c${i}`);
  }
  for (const [name, text] of Object.entries(files)) found[path + name] = text;
  return found;
}

/** Each chart takes the one below it ten times. */
export function doubling(depth: number): Readonly<Record<string, string>> {
  const found: Record<string, string> = {};
  let path = '';
  for (let i = 0; i <= depth; i++) {
    const taken = numbered(10, (n) => `- {name: c${i + 1}, version: 1.0.0, alias: a${n}}\n`).join('');
    const name = i === 0 ? 'app' : `c${i}`;
    found[`${path}Chart.yaml`] = metadata(name, i === depth ? '' : `dependencies:\n${taken}`);
    path += `charts/c${i + 1}/`;
  }
  return found;
}

/** @returns an archive in an archive in an archive */
export function nestedArchives(depth: number): Buffer {
  let inner = chart({}, [], 'c0');
  for (let i = 1; i <= depth; i++) {
    inner = chart({}, [{ name: `c${i}/charts/c${i - 1}-1.0.0.tgz`, bytes: inner }], `c${i}`);
  }
  return inner;
}

/** @returns the archive of a chart of 24 MB of zeros */
export function heavy(name: string): Buffer {
  const zeros = Buffer.alloc(4 * MEGABYTE);
  return chart(
    {},
    numbered(6, (i) => ({ name: `${name}/f${i}`, bytes: zeros })),
    name,
  );
}

/** Each line an alias of ten of the line before. */
export function laughs(lines: number): string {
  const names = numbered(lines, (i) => `l${i}`);
  const each = names.map((name, i) =>
    i === 0 ? `${name}: &${name} [x, x, x]` : `${name}: &${name} [${numbered(10, () => `*l${i - 1}`).join(', ')}]`,
  );
  return `${each.join('\n')}\n`;
}

/** @returns a `Chart.yaml` with so many dependencies */
export function dependencies(count: number, make: (i: number) => string): string {
  return metadata('app', `dependencies:\n${numbered(count, (i) => `- ${make(i)}\n`).join('')}`);
}

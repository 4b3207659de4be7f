import { RE2JS } from 're2js';
import type { ArtifactGenerator, Copy, OutputArtifact } from '../objects/artifact-generator.ts';
import { CopyFailure } from './copy/not-composed.ts';
import type { SourceFiles } from './copy/source-files.ts';

/** What stands for the captures of a pattern: as it is found, and as Kubernetes may have it. */
interface Captures {
  readonly raw: ReadonlyMap<string, string>;
  readonly lower: ReadonlyMap<string, string>;
}

const CAPTURE_NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const LABEL_VALUE = /^(?=.{0,63}$)([A-Za-z0-9]([-A-Za-z0-9_.]*[A-Za-z0-9])?)?$/;
const OBJECT_NAME = /^(?=.{1,253}$)[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;

/** @returns whether it may be the name of an object */
export function isObjectName(name: string): boolean {
  return OBJECT_NAME.test(name);
}

/**
 * @param sourceOf gives the files of a source by its alias; `undefined` where there is none
 * @returns the artifacts that a generator asks for: with a pattern, those of each directory that it matches
 * @throws CopyFailure in the controller's words; NotComposed; Needs
 * @see fluxcd/source-watcher internal/controller buildArtifactRequests
 */
export function artifactRequests(
  { pathPattern, artifacts }: ArtifactGenerator,
  sourceOf: (alias: string) => SourceFiles | undefined,
): readonly OutputArtifact[] {
  if (pathPattern === '') return artifacts;
  const slash = pathPattern.indexOf('/');
  if (slash < 0 || !pathPattern.startsWith('@')) throw new CopyFailure(`invalid pathPattern format: ${pathPattern}`);
  const alias = pathPattern.slice(1, slash);
  const source = sourceOf(alias);
  const said = `pathPattern "${pathPattern}"`;
  if (source === undefined) throw new CopyFailure(`${said}: source alias ${alias} not found in local sources`);
  const pattern = pathPattern.slice(slash + 1);
  checkPattern(pattern, said);
  const taken = new Map<string, string>();
  return directoriesMatching(source, pattern).flatMap(({ path, raw }) => {
    const captures = { raw, lower: new Map([...raw].map(([name, value]) => [name, value.toLowerCase()])) };
    for (const [name, value] of captures.lower) {
      if (LABEL_VALUE.test(value)) continue;
      throw new CopyFailure(
        `${said}: captured value "${value}" for variable "${name}" is not a valid Kubernetes label value`,
      );
    }
    return artifacts.map((artifact) => requested(artifact, captures, { said, path, taken }));
  });
}

function requested(
  artifact: OutputArtifact,
  { raw, lower }: Captures,
  { said, path, taken }: { readonly said: string; readonly path: string; readonly taken: Map<string, string> },
): OutputArtifact {
  const of = `${said}: failed to render artifact ${artifact.name} for match ${path}`;
  const name = filled(artifact.name, lower, of);
  const copies = artifact.copies.map(
    (copy): Copy => ({
      ...copy,
      from: filled(copy.from, raw, of),
      to: filled(copy.to, raw, of),
    }),
  );
  if (!isObjectName(name)) {
    throw new CopyFailure(`${said}: rendered artifact name "${name}" is not a valid Kubernetes object name`);
  }
  const other = taken.get(name);
  if (other !== undefined) {
    throw new CopyFailure(`${said}: directories "${other}" and "${path}" both resolve to artifact name "${name}"`);
  }
  taken.set(name, path);
  return { ...artifact, name, copies, labels: new Map([...artifact.labels, ...lower]) };
}

/** No capture matches a slash, so each part is one of a path, and nothing deeper is looked at. */
function directoriesMatching(
  source: SourceFiles,
  pattern: string,
): readonly { readonly path: string; readonly raw: ReadonlyMap<string, string> }[] {
  let found = [{ path: '', raw: new Map<string, string>() }];
  for (const part of pattern.split('/')) {
    const { regex, names } = partPattern(part);
    found = found.flatMap(({ path, raw }) =>
      source.list(path).flatMap(({ name, kind }) => {
        const match = regex.matcher(name);
        if (kind !== 'directory' || !match.matches()) return [];
        const more = names.map((capture, index) => [capture, match.group(index + 1) ?? ''] as const);
        return [{ path: path === '' ? name : `${path}/${name}`, raw: new Map([...raw, ...more]) }];
      }),
    );
  }
  return inWalkingOrder(found);
}

/** A directory comes before what is in it, names in their order: `a`, `a/b`, `a-b`. */
function inWalkingOrder<T extends { readonly path: string }>(found: readonly T[]): readonly T[] {
  return found.toSorted((a, b) => (a.path.replaceAll('/', '\0') < b.path.replaceAll('/', '\0') ? -1 : 1));
}

function partPattern(part: string): { readonly regex: RE2JS; readonly names: readonly string[] } {
  const names = [...part.matchAll(/\{([^}]*)\}/g)].map(([, name = '']) => name);
  const literals = part.split(/\{[^}]*\}/).map((text) => RE2JS.quote(text));
  return { regex: RE2JS.compile(`^${literals.join('([^/]+)')}$`), names };
}

function checkPattern(pattern: string, said: string): void {
  const seen = new Set<string>();
  for (const { name, at, isClosed, isOpened } of capturesIn(pattern)) {
    if (!isOpened) throw new CopyFailure(`${said}: invalid capture ending at offset ${at}: missing opening brace`);
    if (!isClosed) throw new CopyFailure(`${said}: invalid capture starting at offset ${at}: missing closing brace`);
    if (name === '') throw new CopyFailure(`${said}: empty capture variable`);
    if (!CAPTURE_NAME.test(name)) {
      throw new CopyFailure(
        `${said}: capture variable "${name}" must be a valid capture name matching [A-Za-z_][A-Za-z0-9_]*`,
      );
    }
    if (seen.has(name)) throw new CopyFailure(`${said}: duplicate capture variable "${name}"`);
    seen.add(name);
    if (/^_|_$|.{64}/.test(name)) {
      throw new CopyFailure(`${said}: capture variable "${name}" is not a valid Kubernetes label key`);
    }
  }
}

function filled(template: string, values: ReadonlyMap<string, string>, of: string): string {
  let text = '';
  let end = 0;
  const said = `${of}: invalid template "${template}"`;
  for (const { name, at, isClosed, isOpened } of capturesIn(template)) {
    if (!isOpened) throw new CopyFailure(`${said}: capture ending at offset ${at} is missing opening brace`);
    if (!isClosed) throw new CopyFailure(`${said}: capture starting at offset ${at} is missing closing brace`);
    const value = values.get(name);
    if (value === undefined) {
      throw new CopyFailure(`${said}: capture variable "${name}" is not defined by pathPattern`);
    }
    text += template.slice(end, at) + value;
    end = at + name.length + 2;
  }
  return text + template.slice(end);
}

interface FoundCapture {
  readonly name: string;
  readonly at: number;
  readonly isOpened: boolean;
  readonly isClosed: boolean;
}

/** @returns what braces hold, in order; a brace without its other ends it */
function capturesIn(text: string): readonly FoundCapture[] {
  const found: FoundCapture[] = [];
  for (let at = text.search(/[{}]/); at >= 0; ) {
    const isOpened = text[at] === '{';
    const close = isOpened ? text.indexOf('}', at + 1) : -1;
    found.push({ name: text.slice(at + 1, Math.max(close, at + 1)), at, isOpened, isClosed: close >= 0 });
    if (close < 0) break;
    const next = text.slice(close + 1).search(/[{}]/);
    at = next < 0 ? -1 : close + 1 + next;
  }
  return found;
}

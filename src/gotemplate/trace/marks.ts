import type { Frame, Mark, Read, Span, Trail } from '../run/trail.ts';

/** More than anybody reads: a checksum of a whole file reads all that the file does. */
const MOST_READS = 200;

/** @returns both, each once */
export function union(a: readonly Read[], b: readonly Read[]): readonly Read[] {
  if (b.length === 0 || a === b || a.length >= MOST_READS) return a;
  if (a.length === 0) return b;
  const all = new Set(a);
  for (const read of b) all.add(read);
  return all.size === a.length ? a : [...all];
}

/** @returns the mark of what was made of several, or is a text of several parts */
export function together(marks: readonly Mark[]): Mark {
  const [first] = marks;
  if (first !== undefined && marks.length === 1) return markOf(first);
  const reads = new Set<Read>();
  const decides = new Set<Read>();
  for (const mark of marks) {
    if (reads.size < MOST_READS) for (const read of mark.reads) reads.add(read);
    if (decides.size < MOST_READS) for (const read of mark.decides) decides.add(read);
  }
  return { reads: [...reads], decides: [...decides], frames: decisiveFrames(marks) };
}

/** Of what was made of values rather than of what stands around them. */
function decisiveFrames(marks: readonly Mark[]): readonly Frame[] {
  const placed = marks.filter(({ frames }) => frames.length > 0);
  const decisive =
    placed.find(({ reads }) => reads.length > 0) ??
    placed.find(({ frames }) => frames[0]?.node.kind !== 'text') ??
    placed[0];
  return decisive?.frames ?? [];
}

/** @returns a mark that is nothing else */
export function markOf({ reads, decides, frames }: Mark): Mark {
  return { reads, decides, frames };
}

/** @returns the trail of a text whose parts are known */
export function textTrail(text: string, spans: readonly Span[]): Trail {
  return { ...together(spans), text, spans };
}

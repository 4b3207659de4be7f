/** One object of a review, as in the text of its check. */
export interface ShownChange {
  readonly clusters: string;
  readonly sign: string;
  readonly object: string;
  /** `spec.replicas: 3 → 4`. */
  readonly fields: readonly string[];
}

/** @returns the objects that a check's details list, in their order */
export function changesOf(text: string): ShownChange[] {
  const sections = [...text.matchAll(/<details(?: open)?><summary>(.*?)<\/summary>(.*?)<\/details>/gs)];
  return sections.flatMap(([, summary = '', content = '']) => {
    const clusters = [...summary.matchAll(/<b>(.*?)<\/b>/g)].map(([, name = '']) => name).join(', ');
    return content
      .split(/^- (?=\*\*)/m)
      .slice(1)
      .map((entry) => changeOf(clusters, entry));
  });
}

function changeOf(clusters: string, entry: string): ShownChange {
  const [, sign = '', kind = '', name = ''] = /^\*\*\\?(.+?)\*\* (\S+) `(.+?)`/.exec(entry) ?? [];
  const fields = [...entry.matchAll(/^@@ (.+) @@\n((?:[-+] .*\n)+)/gm)].map(([, path = '', lines = '']) => {
    const values = lines.trim().split('\n');
    const side = (mark: string) => values.filter((line) => line.startsWith(mark)).map((line) => line.slice(2));
    const [before, after] = [side('-'), side('+')];
    return before.length > 1 || after.length > 1 ? path : `${path}: ${before[0] ?? 'none'} → ${after[0] ?? 'none'}`;
  });
  return { clusters, sign, object: `${kind} ${name}`, fields };
}

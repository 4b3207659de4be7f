import { Mapping, type Node, Scalar } from '../../yaml/node/node.ts';

/** Fields by which the items of lists are known. */
const NAMES = ['name', 'key', 'mountPath', 'containerPort', 'port', 'host', 'kind'];
/** More pairs than this are not looked at: then items go by their places. */
const MOST_PAIRS = 1_000_000;

/**
 * @returns for each item of a list the one that is the same in another list; where some in a row are not there, as many
 *   others that are in their place
 */
export function alignItems(items: readonly Node[], others: readonly Node[]): readonly (Node | undefined)[] {
  if (items.length === others.length || items.length * others.length > MOST_PAIRS) {
    return items.map((_, i) => others[i]);
  }
  const [a, b] = [items.map(signatureOf), others.map(signatureOf)];
  const longest = commonLengths(a, b);
  const partners: (Node | undefined)[] = items.map(() => undefined);
  let [i, j] = [0, 0];
  let gap: [number, number] = [0, 0];
  const close = (): void => {
    if (i - gap[0] === j - gap[1]) for (let k = 0; k < i - gap[0]; k++) partners[gap[0] + k] = others[gap[1] + k];
  };
  while (i < a.length && j < b.length) {
    if (a[i] === b[j]) {
      close();
      partners[i] = others[j];
      [i, j] = [i + 1, j + 1];
      gap = [i, j];
    } else if ((longest[i + 1]?.[j] ?? 0) >= (longest[i]?.[j + 1] ?? 0)) i += 1;
    else j += 1;
  }
  [i, j] = [a.length, b.length];
  close();
  return partners;
}

/** @returns how long the longest common subsequence of what follows is, at each pair of places */
function commonLengths(a: readonly string[], b: readonly string[]): readonly (readonly number[])[] {
  const rows: number[][] = Array.from({ length: a.length + 1 }, () => Array<number>(b.length + 1).fill(0));
  for (let i = a.length - 1; i >= 0; i--) {
    const [row, below] = [rows[i], rows[i + 1]];
    if (row === undefined || below === undefined) continue;
    for (let j = b.length - 1; j >= 0; j--) {
      row[j] = a[i] === b[j] ? (below[j + 1] ?? 0) + 1 : Math.max(below[j] ?? 0, row[j + 1] ?? 0);
    }
  }
  return rows;
}

function signatureOf(node: Node): string {
  if (node instanceof Scalar) return `scalar ${node.text}`;
  if (!(node instanceof Mapping)) return 'list';
  for (const field of NAMES) {
    const name = node.get(field);
    if (name instanceof Scalar) return `${field} ${name.text}`;
  }
  return `mapping ${[...node.entries.keys()].sort().join()}`;
}

import { onceEach } from '../../memo/by-value.ts';
import { Mapping, type Node, Scalar, type Sequence } from '../../yaml/node/node.ts';
import { resolvePlain } from '../../yaml/node/resolve-tag.ts';
import { Unprintable } from '../../yaml/node/unprintable.ts';
import { checkCharacters } from '../../yaml/print/check-characters.ts';
import { toJson } from '../../yaml/print/to-json.ts';
import { goValue } from '../../yaml/read/scalars.ts';

/** @throws Unprintable where kustomize cannot make JSON of a node */
export function checkPrintable(node: Node): void {
  if (node instanceof Scalar) {
    if (node.tag === 'float' || node.tag === 'binary') toJson(node);
    if (node.tag !== 'str' && node.tag !== 'binary') checkType(node);
    return;
  }
  checkItems(node);
}

/** Nodes never change, and most are shared between builds: each is looked at once. */
const checkItems = onceEach((node: Mapping | Sequence): void => {
  for (const child of node instanceof Mapping ? node.entries.values() : node.items) checkPrintable(child);
});

/** @throws Unprintable where what kustomize prints of a node, as JSON, cannot be read as YAML again */
export function checkReadable(node: Node): void {
  if (!(node instanceof Scalar)) checkTexts(node);
  else if (node.tag === 'str') checkCharacters(node.text, node);
  else if (node.tag === 'binary') checkCharacters(String(goValue(node)), node);
}

const checkTexts = onceEach((node: Mapping | Sequence): void => {
  if (node instanceof Mapping) {
    for (const [key, value] of node.entries) checkCharacters(key, value instanceof Scalar ? value : undefined);
  }
  for (const child of node instanceof Mapping ? node.entries.values() : node.items) checkReadable(child);
});

/** @returns whether kustomize can make JSON of a node */
export function isPrintable(node: Node): boolean {
  try {
    checkPrintable(node);
    return true;
  } catch (error) {
    if (error instanceof Unprintable) return false;
    throw error;
  }
}

/** A replacement may have put a text into a field of another type. */
function checkType(scalar: Scalar): void {
  const found = resolvePlain(scalar.text);
  if (found === scalar.tag || (found === 'int' && scalar.tag === 'float')) return;
  throw new Unprintable('wrong-type', `"${scalar.text}" is in a field of the type ${scalar.tag}`, scalar);
}

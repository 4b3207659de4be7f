import { answer } from '../../src/ask/answer.ts';
import { defaultConfig } from '../../src/config/default-config.ts';
import { snapshotOf } from '../../src/fleet/render/snapshot.ts';
import { openFleet } from '../../src/promotion/plan/fleet.ts';
import { clusterYaml } from '../../src/report/cluster/cluster-yaml.ts';
import { explainText } from '../../src/report/cluster/explain-text.ts';
import { treeText } from '../../src/report/cluster/tree-text.ts';
import { toHtml } from '../../src/report/html/to-html.ts';
import { toJson } from '../../src/report/json/to-json.ts';
import { toMarkdown } from '../../src/report/markdown/to-markdown.ts';
import { toText } from '../../src/report/text/to-text.ts';
import { explainObject } from '../../src/review/origins/explain-object.ts';
import { type Layout, reviewOf } from '../review/review-of.ts';
import { memoryTree } from '../tree/memory-tree.ts';

/** Everything that people are told of a change, and of the fleet after it, by what tells it. */
export function everyOutput(before: Layout, after: Layout): Readonly<Record<string, string>> {
  const review = reviewOf(before, after);
  const snapshot = snapshotOf(memoryTree(after), defaultConfig);
  const asked = { snapshot, commit: '', key: new Uint8Array(32) };
  const inventories = openFleet(snapshot).clusters.map(({ inventory }) => inventory);
  const explained = inventories.flatMap((inventory) =>
    inventory.objects.map((object) => explainText('prod', explainObject(object, inventory))),
  );
  return {
    text: toText(review),
    markdown: toMarkdown(review),
    html: toHtml(review),
    json: toJson(review),
    where: JSON.stringify(answer({ kind: 'where', asked: undefined }, asked)),
    images: JSON.stringify(answer({ kind: 'images', clusters: [] }, asked)),
    render: inventories.map(clusterYaml).join(''),
    tree: inventories.map((inventory) => treeText(inventory, { colour: false, isBrief: false })).join(''),
    explain: explained.join(''),
  };
}

/** @returns where a word is found, by what tells it, with what stands around it */
export function told(outputs: Readonly<Record<string, string>>, word: string): readonly string[] {
  return Object.entries(outputs).flatMap(([name, text]) =>
    [...text.matchAll(new RegExp(word, 'gi'))].map(
      ({ index }) => `${name}: ${text.slice(Math.max(0, index - 60), index + 40)}`,
    ),
  );
}

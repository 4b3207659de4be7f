/**
 * Blast Radius for programs: what `import … from '@blast-radius/cli'` gives, and the one place that gathers what stands
 * elsewhere. By the version of the package these names stay; the files behind them may change at any time.
 */
export type { Config } from '../config/config.ts';
// biome-ignore lint/performance/noBarrelFile: it is what a program imports of all of this, and nothing inside does.
export { defaultConfig } from '../config/default-config.ts';
export { toSarif } from '../report/ci/to-sarif.ts';
export { toHtml } from '../report/html/to-html.ts';
export { toJson } from '../report/json/to-json.ts';
export { toMarkdown } from '../report/markdown/to-markdown.ts';
export { exitCode } from '../report/model/exit-code.ts';
export { toText } from '../report/text/to-text.ts';
export type { Review } from '../review/contract/review.ts';
export { type ReviewRequest, review } from '../review.ts';
export { drive } from '../tree/objects/drive.ts';
export { Needs } from '../tree/objects/needs.ts';
export type { RepoTree } from '../tree/objects/repo-tree.ts';
export { parseConfig } from './parse-config.ts';
export { type CloneChange, reviewClone } from './review-clone.ts';
export { treeOfFiles } from './tree-of-files.ts';

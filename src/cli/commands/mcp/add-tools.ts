import type { CallToolResult, McpServer } from '@modelcontextprotocol/server';
import { toStandardJsonSchema } from '@valibot/to-json-schema';
import * as v from 'valibot';
import { visibleLines } from '../../../text/visible-text.ts';
import { keptReviews } from '../../kept/kept-reviews.ts';
import { ask } from '../../open/ask.ts';
import { promotionText } from '../../open/edit-work-tree.ts';
import { usageError } from '../../process/cli-error.ts';
import { withRemedy } from '../../process/error-text.ts';
import type { Io } from '../../process/io.ts';
import { runExplain } from '../fleet/explain.ts';
import { runWhere } from '../fleet/where.ts';
import { runCompare } from '../review/compare.ts';
import { runDiff } from '../review/diff.ts';
import { runValidate } from '../review/validate.ts';

/** What is asked about: given at the start, and by no question. */
export interface McpOptions {
  readonly repo: string;
  readonly config?: string;
}

const name = (what: string) => v.pipe(v.string(), v.minLength(1), v.maxLength(300), v.description(what));
const cluster = name('The name of a cluster, as `where` gives it.');
const unit = name('A unit (podinfo) or an object (Deployment/podinfo).');
const format = v.optional(v.pipe(v.picklist(['text', 'json']), v.description('text is shorter.')), 'text');
const side = {
  rev: v.optional(name('The commit to look at, as git names it; HEAD where it is omitted.')),
  workTree: v.optional(v.pipe(v.boolean(), v.description('The files on disk instead, committed or not.'))),
};

/** Gives a server the questions of the command line: each answers as the command of its name does. */
export function addTools(server: McpServer, at: McpOptions): void {
  server.registerTool(
    'diff',
    {
      description:
        'What a change does to every cluster: objects that are gained, lost and changed, with the files that cause it, and what is wrong. Without arguments: HEAD merged into the default branch. To review edits that are not committed: workTree.',
      inputSchema: toStandardJsonSchema(
        v.strictObject({
          before: v.optional(name('A revision, or `A...B` for B against its merge base with A.')),
          after: v.optional(name('A revision.')),
          merge: v.optional(v.pipe(v.boolean(), v.description('Merge `after` into `before` first.'))),
          workTree: v.optional(v.pipe(v.boolean(), v.description('Review the files on disk against HEAD.'))),
          format: v.optional(v.pipe(v.picklist(['markdown', 'json']), v.description('json has all.')), 'markdown'),
        }),
      ),
      annotations,
    },
    ({ before, after, merge = false, workTree = false, ...rest }) =>
      said((io) => runDiff(before, after, { ...at, ...rest, merge, workTree }, io, keptReviews())),
  );
  server.registerTool(
    'where',
    {
      description:
        'Which cluster runs what: versions, replicas, and where clusters differ. One unit with its objects, or all.',
      inputSchema: toStandardJsonSchema(v.strictObject({ unit: v.optional(unit), ...side, format })),
      annotations,
    },
    ({ unit: asked, ...rest }) => said((io) => runWhere(asked, on(at, rest), io)),
  );
  server.registerTool(
    'explain',
    {
      description: 'Where an object comes from, and the line that sets each of its fields.',
      inputSchema: toStandardJsonSchema(
        v.strictObject({
          object: unit,
          cluster: v.optional(cluster),
          field: v.optional(name('One field, as spec.replicas, with all that decided it.')),
          ...side,
          format,
        }),
      ),
      annotations,
    },
    ({ object, cluster: of, field, ...rest }) =>
      said((io) => runExplain(object, of, { ...on(at, rest), ...(field !== undefined && { field }) }, io)),
  );
  server.registerTool(
    'compare',
    {
      description: 'How two clusters differ, in one unit or in all.',
      inputSchema: toStandardJsonSchema(
        v.strictObject({ unit: v.optional(unit), clusters: v.strictTuple([cluster, cluster]), ...side, format }),
      ),
      annotations,
    },
    ({ unit: asked, clusters, ...rest }) => said((io) => runCompare(asked, clusters, on(at, rest), io)),
  );
  server.registerTool(
    'validate',
    {
      description: 'What is wrong with the clusters as they are, without any change.',
      inputSchema: toStandardJsonSchema(v.strictObject({ cluster: v.optional(cluster), ...side, format })),
      annotations,
    },
    ({ cluster: asked, ...rest }) => said((io) => runValidate(asked, on(at, rest), io)),
  );
  server.registerTool(
    'promote',
    {
      description:
        'The edit that makes clusters run what another cluster runs, as a patch to be read: nothing is written, and what is secret in it is hidden, so that it cannot be applied.',
      inputSchema: toStandardJsonSchema(
        v.strictObject({
          unit,
          clusters: v.pipe(v.array(cluster), v.minLength(1)),
          from: v.optional(cluster),
          overlay: v.optional(v.pipe(v.boolean(), v.description('Create an overlay for the cluster.'))),
          withPrerequisites: v.optional(v.pipe(v.boolean(), v.description('Also add what it needs there.'))),
          version: v.optional(v.pipe(v.boolean(), v.description('Align the version of what runs there already.'))),
          ...side,
        }),
      ),
      annotations,
    },
    ({ unit: asked, rev, workTree, ...request }) =>
      said((io) => runPromote({ asked, ...request }, on(at, { rev, workTree }), io)),
  );
}

const annotations = { readOnlyHint: true, openWorldHint: false };

/** The side that a question names. */
function on<Rest extends { readonly rev?: string | undefined; readonly workTree?: boolean | undefined }>(
  at: McpOptions,
  { rev = 'HEAD', workTree = false, ...rest }: Rest,
) {
  return { ...at, ...rest, rev, ...(workTree ? { workTree } : {}) };
}

async function runPromote(
  request: Parameters<typeof ask<'promote'>>[0]['request'],
  options: Parameters<typeof ask>[1],
  io: Io,
): Promise<number> {
  const answer = await ask({ kind: 'promote', request }, options, io);
  if (answer.kind === 'refused') throw usageError(withRemedy(answer));
  io.out(visibleLines(promotionText(answer.kind === 'planned' ? answer.promotion : answer)));
  if (answer.kind === 'planned') io.out(`\n${answer.patch}`);
  return 0;
}

/** @returns what a command prints, as an answer: nothing of this may reach standard output, where the protocol is */
async function said(run: (io: Io) => Promise<number>): Promise<CallToolResult> {
  let text = '';
  const write = (more: string) => {
    text += more;
  };
  const io = { out: write, err: write, progress: () => undefined, note: () => undefined, colour: false, width: 100 };
  try {
    const code = await run(io);
    const unknown = code === 2 ? '\nNot all of it could be determined.\n' : '';
    return { content: [{ type: 'text', text: `${text}${unknown}` }] };
  } catch (error) {
    const why = visibleLines(error instanceof Error ? error.message : String(error));
    return { content: [{ type: 'text', text: `${text}${why}` }], isError: true };
  }
}

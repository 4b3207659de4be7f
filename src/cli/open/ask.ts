import { randomBytes } from 'node:crypto';
import { answer } from '../../ask/answer.ts';
import type { Answers, Question, QuestionKind } from '../../ask/question.ts';
import { emptyWorkspace } from '../../tree/files/workspace.ts';
import { runOver } from '../elsewhere/run-over.ts';
import type { Io } from '../process/io.ts';
import type { TreeOptions } from './tree-options.ts';
import { withTree } from './with-tree.ts';

/**
 * Asks about the files that the options name what the App asks about a commit.
 *
 * @throws CliError where there is no such clone or commit, or its configuration is invalid
 */
export async function ask<Kind extends QuestionKind>(
  question: Question<Kind>,
  options: TreeOptions,
  io: Io,
): Promise<Answers[Kind]> {
  return withTree(options, async ({ tree, commit, config, reader }) => {
    io.progress('rendering every cluster …');
    // Nothing that leaves this process needs to be compared with another run's: a key for this one is enough.
    const key = randomBytes(32);
    const workspace = emptyWorkspace();
    return runOver(reader, io, options, (whole) =>
      answer(question, { snapshot: { tree: whole(tree), config, workspace }, commit, key }),
    );
  });
}

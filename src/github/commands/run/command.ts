import type { Logger } from 'pino';
import type { Answers, Question } from '../../../ask/question.ts';
import type { Permission } from '../../../config/config.ts';
import type { Written } from '../../../report/history/history-entry.ts';
import type { GitHub } from '../../api/github.ts';
import type { PullRequestRef, RepositoryRef } from '../../api/pull-request-ref.ts';
import type { AskingRepository, Whose } from '../../api/review-commits.ts';
import type { LookAgain } from '../../tasks/look-again.ts';
import type { AppIdentity } from '../../tasks/review-ports.ts';
import type { ParsedCommand } from './parse-command.ts';

/** A command that a person gives. */
export interface AskedCommand {
  /** The pull request or issue. */
  readonly ref: PullRequestRef;
  readonly isPull: boolean;
  /** The comment that holds it; `undefined` for a box that was ticked in the text of an issue. */
  readonly comment?: number | undefined;
  readonly by: { readonly login: string; readonly id: number };
  /** When it was written, ISO 8601. */
  readonly at: string;
  readonly delivery: string;
}

/** A comment that holds a command: plain data, as it waits in a queue. */
export interface AskedComment extends AskedCommand {
  readonly comment: number;
  readonly body: string;
}

/** A commit of a repository, and how to get it. */
export interface CommitToAsk {
  /** Names the mirror: the repository's id. */
  readonly repository: string;
  readonly cloneUrl: string;
  /** A full name that leads to the commit: `refs/heads/main`. */
  readonly ref: string;
  readonly commit: string;
  readonly token: () => Promise<string>;
  readonly asking: AskingRepository;
  /** What would be merged into it: the question is then asked about the result. */
  readonly merging?: MergingHead | undefined;
}

/** The head of a pull request. */
export interface MergingHead {
  /** `refs/pull/7/head` */
  readonly ref: string;
  readonly commit: string;
  /** Asked for where it matters: where something is new that stands elsewhere. */
  readonly whose: () => Promise<Whose>;
}

/**
 * Fetches a commit, and what is merged into it, and asks a question about it.
 *
 * @throws CannotReview with a sentence for people
 */
export type AskCommit = <Asked extends Question>(
  commit: CommitToAsk,
  question: Asked,
  signal: AbortSignal,
) => Promise<Answers[Asked['kind']]>;

/**
 * Finds what a branch held.
 *
 * @param tip of the branch, and what leads to it
 * @param at a moment, or the start of a commit's id
 * @returns `undefined` where the branch held nothing then, or not that commit
 * @throws CannotReview with a sentence for people
 */
export type CommitAt = (tip: CommitToAsk, at: Date | string, signal: AbortSignal) => Promise<string | undefined>;

/** A commit of a branch itself. */
export interface BranchCommit extends Omit<Written, 'commit'> {
  readonly id: string;
  /** What the branch held before it; absent of the first. */
  readonly parent?: string;
}

/**
 * Lists the newest commits of a branch, newest first.
 *
 * @throws CannotReview with a sentence for people
 */
export type ListHistory = (tip: CommitToAsk, most: number, signal: AbortSignal) => Promise<readonly BranchCommit[]>;

/** What commands need from the outside; the server provides it. */
export interface CommandPorts {
  readonly connect: (installation: number, log: Logger) => Promise<GitHub>;
  readonly readingToken: (repository: RepositoryRef) => Promise<string>;
  readonly identity: () => Promise<AppIdentity>;
  readonly askCommit: AskCommit;
  readonly lookAgain: (look: LookAgain) => Promise<void>;
  /** Milliseconds, for counting how often somebody asks. */
  readonly now: () => number;
}

/** A running command. */
export interface Running {
  readonly asked: AskedCommand;
  readonly parsed: ParsedCommand;
  readonly github: GitHub;
  readonly ports: CommandPorts;
  /** Asks GitHub once more whether the person may. @throws CommandRefused where not */
  readonly assertMay: () => Promise<void>;
  readonly signal: AbortSignal;
}

/** The result of a command; without text if the reaction is enough. */
export interface CommandResult {
  readonly isDone: boolean;
  /** Markdown. */
  readonly text?: string;
}

/** One command, its help beside its handler. */
export interface Command {
  readonly name: string;
  /** As people type it: `/promote <unit> <cluster…>`. */
  readonly usage: string;
  readonly summary: string;
  /** The least role; `undefined`: as configured, which the review checks itself. */
  readonly needs: Permission | undefined;
  readonly flags: readonly string[];
  /** How many words it takes. */
  readonly words: { readonly least: number; readonly most: number };
  /** `undefined` if a review of the pull request answers it. */
  readonly run: (running: Running) => Promise<CommandResult | undefined>;
}

/** Ends a command with a sentence for the person; markdown. */
export class CommandRefused extends Error {}

import * as v from 'valibot';
import { type PullEffect, PullEffectSchema, pullEffect } from '../../report/model/pull-effect.ts';
import type { PullPlace } from '../api/closed-pulls.ts';
import { aWeek, type Notes } from '../api/notes.ts';
import type { OpenPull } from '../api/open-pulls.ts';
import { reportKey } from '../record/kept-report.ts';
import type { ReviewPorts } from '../tasks/review-ports.ts';
import { tellNews } from './news.ts';

const KeptEffectSchema = v.object({ head: v.string(), base: v.string(), effect: PullEffectSchema });

/** A pull request may stay open and unchanged for long. In seconds. */
const KEPT = 26 * aWeek;

/** @returns what the last review of a pull request as it is now said; `undefined` where there was none, or nobody remembers it */
export async function readEffect(notes: Notes, pull: OpenPull): Promise<PullEffect | undefined> {
  const text = await notes.read(keyOf(pull));
  if (text === undefined) return undefined;
  const parsed = v.safeParse(KeptEffectSchema, JSON.parse(text));
  if (!parsed.success || parsed.output.head !== pull.headCommit || parsed.output.base !== pull.baseBranch)
    return undefined;
  return parsed.output.effect;
}

/**
 * @returns the same; where nobody remembers it, by the report that was kept of that review
 */
export async function recallEffect(
  { notes, reports }: Pick<ReviewPorts, 'notes' | 'reports'>,
  pull: OpenPull,
): Promise<PullEffect | undefined> {
  const known = await readEffect(notes, pull);
  if (known !== undefined) return known;
  const kept = await reports?.find(reportKey(pull));
  if (kept?.headCommit !== pull.headCommit || kept.baseBranch !== pull.baseBranch) return undefined;
  const effect = pullEffect(kept.review);
  await notes.write(keyOf(pull), textOf(pull, effect), KEPT);
  return effect;
}

/** Keeps what a review says, so that a page can show it without another one. */
export async function noteEffect(notes: Notes, pull: OpenPull, effect: PullEffect): Promise<void> {
  const text = textOf(pull, effect);
  const isNew = (await notes.read(keyOf(pull))) !== text;
  await notes.write(keyOf(pull), text, KEPT);
  if (isNew) await tellNews(notes, pull.ref);
}

function textOf({ headCommit: head, baseBranch: base }: OpenPull, effect: PullEffect): string {
  return JSON.stringify({ head, base, effect });
}

function keyOf({ repositoryId, ref }: PullPlace): string {
  return `effect ${repositoryId} ${ref.number}`;
}

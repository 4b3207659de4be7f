import * as v from 'valibot';
import { type PullEffect, PullEffectSchema } from '../../report/model/pull-effect.ts';
import type { PullPlace } from '../api/closed-pulls.ts';
import { aWeek, type Notes } from '../api/notes.ts';
import type { OpenPull } from '../api/open-pulls.ts';
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

/** Keeps what a review says, so that a page can show it without another one. */
export async function noteEffect(notes: Notes, pull: OpenPull, effect: PullEffect): Promise<void> {
  const text = JSON.stringify({ head: pull.headCommit, base: pull.baseBranch, effect });
  const isNew = (await notes.read(keyOf(pull))) !== text;
  await notes.write(keyOf(pull), text, KEPT);
  if (isNew) await tellNews(notes, pull.ref);
}

function keyOf({ repositoryId, ref }: PullPlace): string {
  return `effect ${repositoryId} ${ref.number}`;
}

import type { RepositoryRef } from '../../github/api/pull-request-ref.ts';
import {
  type ReportAddress,
  readReportPath,
  readWhyAddress,
  reportPath,
  type WhyAddress,
  whyPath,
} from './report-address.ts';

/** What to require in the repositories of one installation, a page at a time. */
export interface SetupAddress {
  readonly installation: number;
  /** From 1. */
  readonly page: number;
}

/** What runs where in one repository. */
export interface FleetAddress extends Pick<RepositoryRef, 'owner' | 'repo'> {
  /** A day, a time, or the start of a commit's id, as somebody wrote it; absent for now. */
  readonly at?: string;
}

/** What happened in one repository: all of it, or of one unit or cluster alone. */
export interface HistoryAddress extends Pick<RepositoryRef, 'owner' | 'repo'> {
  readonly unit?: string;
  readonly cluster?: string;
}

/** The news of one repository's fleet. */
export interface NewsAddress extends Pick<RepositoryRef, 'owner' | 'repo'> {
  /** Those that the browser knows of. */
  readonly seen: string;
}

/** What one cluster of a fleet runs of a unit, at a commit. */
export interface CellAddress extends Pick<RepositoryRef, 'owner' | 'repo'> {
  readonly at: string;
  /** Empty for what belongs to none. */
  readonly unit: string;
  readonly cluster: string;
}

/** A page that is shown to people who have signed in. */
export type PageAddress =
  | { readonly kind: 'cell'; readonly cell: CellAddress }
  | { readonly kind: 'fleet'; readonly fleet: FleetAddress }
  | { readonly kind: 'history'; readonly history: HistoryAddress }
  | { readonly kind: 'news'; readonly news: NewsAddress }
  | { readonly kind: 'report'; readonly report: ReportAddress }
  | { readonly kind: 'setup'; readonly setup: SetupAddress }
  | { readonly kind: 'why'; readonly why: WhyAddress };

/** Where GitHub sends people who have installed the App. */
export const setupPath = '/setup';

/** In characters: a commit's whole id. */
const MOST_AT = 64;

const FLEET = /^\/fleets\/([\w.-]{1,100})\/([\w.-]{1,100})(\/history|\/news|\/cell)?$/;
/** In characters, of what somebody looks for. */
const MOST_WORD = 200;
/** In characters, of what names the news that a browser knows of. */
export const MOST_SEEN = 64;

/** @returns `undefined` for the address of anything else; a setup that names no installation is for everybody */
export function readPageAddress(url: URL): PageAddress | undefined {
  const { pathname, searchParams } = url;
  const report = readReportPath(pathname);
  if (report !== undefined) return { kind: 'report', report };
  const why = readWhyAddress(url);
  if (why !== undefined) return { kind: 'why', why };
  const [, owner, repo, part] = FLEET.exec(pathname) ?? [];
  if (owner !== undefined && repo !== undefined && part === '/news')
    return { kind: 'news', news: { owner, repo, seen: searchParams.get('seen')?.slice(0, MOST_SEEN) ?? '' } };
  if (owner !== undefined && repo !== undefined && part === '/cell')
    return { kind: 'cell', cell: { owner, repo, ...cellIn(searchParams) } };
  if (owner !== undefined && repo !== undefined && part !== undefined)
    return { kind: 'history', history: { owner, repo, ...wordsIn(searchParams) } };
  if (owner !== undefined && repo !== undefined) {
    const at = searchParams.get('at')?.trim().slice(0, MOST_AT) ?? '';
    return { kind: 'fleet', fleet: { owner, repo, ...(at === '' ? {} : { at }) } };
  }
  const installation = searchParams.get('installation_id') ?? '';
  if (pathname !== setupPath || !/^[1-9]\d{0,14}$/.test(installation)) return undefined;
  const page = searchParams.get('page') ?? '1';
  return {
    kind: 'setup',
    setup: { installation: Number(installation), page: /^[1-9]\d{0,3}$/.test(page) ? Number(page) : 1 },
  };
}

function cellIn(searchParams: URLSearchParams): Omit<CellAddress, 'owner' | 'repo'> {
  const [at = '', unit = '', cluster = ''] = ['at', 'unit', 'cluster'].map((name) => searchParams.get(name) ?? '');
  return { at: at.slice(0, MOST_AT), unit: unit.slice(0, MOST_WORD), cluster: cluster.slice(0, MOST_WORD) };
}

function wordsIn(searchParams: URLSearchParams): Pick<HistoryAddress, 'unit' | 'cluster'> {
  const word = (name: string) => searchParams.get(name)?.trim().slice(0, MOST_WORD) || undefined;
  const [unit, cluster] = [word('unit'), word('cluster')];
  return { ...(unit === undefined ? {} : { unit }), ...(cluster === undefined ? {} : { cluster }) };
}

/** @returns the path and query of the page that says what runs where */
export function pathOfFleet({ owner, repo, at }: FleetAddress): string {
  return `/fleets/${owner}/${repo}${at === undefined ? '' : `?${new URLSearchParams({ at })}`}`;
}

/** @returns the path and query of the stream that says when that page has something new to show */
export function pathOfNews({ owner, repo, seen }: NewsAddress): string {
  return `/fleets/${owner}/${repo}/news?${new URLSearchParams({ seen })}`;
}

/** @returns the path and query of what tells of a cell, without its unit and cluster */
export function pathOfCells({ owner, repo, at }: Omit<CellAddress, 'unit' | 'cluster'>): string {
  return `/fleets/${owner}/${repo}/cell?${new URLSearchParams({ at })}`;
}

/** @returns the path and query of a page */
export function pathOfPage(address: PageAddress): string {
  if (address.kind === 'fleet') return pathOfFleet(address.fleet);
  if (address.kind === 'report') return reportPath(address.report);
  if (address.kind === 'cell') {
    const { unit, cluster, ...rest } = address.cell;
    return `${pathOfCells(rest)}&${new URLSearchParams({ unit, cluster })}`;
  }
  if (address.kind === 'news') return pathOfNews(address.news);
  if (address.kind === 'why') return whyPath(address.why);
  if (address.kind === 'history') {
    const { owner, repo, ...words } = address.history;
    const query = new URLSearchParams({ ...words }).toString();
    return `/fleets/${owner}/${repo}/history${query === '' ? '' : `?${query}`}`;
  }
  const { installation, page } = address.setup;
  return `${setupPath}?installation_id=${installation}${page === 1 ? '' : `&page=${page}`}`;
}

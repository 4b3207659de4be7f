/** What an endpoint says: JSON, text (a web page), or nothing. */
export interface Answer {
  readonly status: number;
  readonly body?: unknown;
  /** The body as it is sent, where it is written already. */
  readonly json?: string;
  readonly text?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

export const ok = (body: unknown): Answer => ({ status: 200, body });
export const created = (body: unknown, location?: string): Answer => ({
  status: 201,
  body,
  ...(location && { headers: { location } }),
});
export const noContent: Answer = { status: 204 };

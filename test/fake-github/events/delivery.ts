import type { App } from '../state/app.ts';

/** What happens to a delivery on its way. */
export interface Weather {
  /** In milliseconds: others overtake it. */
  readonly delay?: number;
  readonly isLost?: boolean;
  /** How often it arrives. */
  readonly copies?: number;
}

/** One delivery of one event to one App, as its log shows it. */
export interface Delivery {
  readonly id: number;
  readonly guid: string;
  readonly app: App;
  readonly event: string;
  readonly action: string | null;
  readonly installationId: number | null;
  readonly repositoryId: number | null;
  /** The exact bytes sent and signed; a redelivery sends them again. */
  readonly body: string;
  readonly payload: unknown;
  readonly redelivery: boolean;
  readonly deliveredAt: Date;
  url: string;
  requestHeaders: Record<string, string>;
  responseHeaders: Record<string, string>;
  responseBody: string;
  duration: number;
  status: string;
  /** 0 while nothing has answered. */
  statusCode: number;
  /** Settles, never rejecting, when the receiver has answered or has been given up. */
  done: Promise<void>;
}

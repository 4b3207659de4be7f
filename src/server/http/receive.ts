import type { Probot } from 'probot';
import type { ReceivedDelivery } from './http-edge.ts';

type WebhookEvent = Parameters<Probot['receive']>[0];

/**
 * Gives a delivery to the handlers of its event.
 *
 * @throws what they throw: nobody took it then
 */
export async function receive(probot: Probot, delivery: ReceivedDelivery): Promise<void> {
  if (isFromGitHub(delivery)) await probot.receive(delivery);
}

/** Its signature says that GitHub wrote it, and so that it is of the form that GitHub publishes for its event. */
function isFromGitHub(delivery: ReceivedDelivery): delivery is ReceivedDelivery & WebhookEvent {
  return delivery.name !== '';
}

import { randomBytes, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { Logger } from 'pino';
import * as v from 'valibot';
import type { RegistrationEnvironment } from '../env/registration-environment.ts';
import { respond } from '../http/respond.ts';
import { pageOf, sendMessage, sendPage } from '../pages/answer-page.ts';
import { type Registered, RegisteredSchema, withCredentials } from './credentials.ts';
import { addressOf, isOfThisMachine, type Manifest, manifestFor, readManifest } from './manifest.ts';
import { type Filled, registeredPage, registrationPage } from './registration-page.ts';

/** The page is served until somebody has registered an App; then it says what comes next. */
interface Registration {
  readonly environment: RegistrationEnvironment;
  /** Gets the credentials. */
  readonly file: string;
  readonly manifest: Manifest;
  /** Tells who comes back from GitHub from who was sent here by somebody else. */
  readonly state: string;
  readonly log: Logger;
  /** Where the App will be reached, by what was handed to GitHub. */
  address: string;
  registered: Registered | undefined;
}

const TITLE = 'Register the App';

/**
 * Serves the page that registers the App from its manifest, and writes what GitHub gives back to a file of variables.
 *
 * @param files.manifest what `app.yml` holds
 * @param files.variables the path of the `.env` that the next start reads
 * @throws StartRefused where the manifest is none
 */
export function createRegistration(
  environment: RegistrationEnvironment,
  files: { readonly manifest: string; readonly variables: string },
  log: Logger,
): Server {
  const manifest = readManifest(files.manifest);
  const state = randomBytes(24).toString('base64url');
  const begun = { environment, file: files.variables, manifest, state, log };
  const registration: Registration = { ...begun, address: '', registered: undefined };
  return createServer((request, response) => {
    answer(registration, request, response).catch((error: unknown) => {
      log.error({ err: error }, 'the App is not registered');
      if (response.headersSent) response.destroy();
      else
        sendMessage(
          response,
          502,
          TITLE,
          'GitHub could not be asked for the credentials. The log says why; go back, and try again.',
        );
    });
  });
}

async function answer(registration: Registration, request: IncomingMessage, response: ServerResponse): Promise<void> {
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://here');
  if (request.method !== 'GET') return respond(response, 405, 'this is read-only', { allow: 'GET' });
  if (pathname === '/healthz') return respond(response, 200, 'ok');
  if (pathname === '/registered') return finish(registration, searchParams, response);
  if (pathname !== '/') return respond(response, 404, 'not found');
  if (registration.registered !== undefined) return sendNext(registration, response);
  sendForm(registration, searchParams, request.headers.host ?? '', response);
}

function sendForm(registration: Registration, query: URLSearchParams, host: string, response: ServerResponse): void {
  const { environment, manifest, state } = registration;
  const { gitHub, webhookPath } = environment;
  const filled: Filled = {
    address: query.get('address') ?? environment.address ?? '',
    organization: (query.get('organization') ?? environment.organization ?? '').trim(),
    writes: query.get('writes') !== 'no',
  };
  const isAsked = query.has('address');
  const address = addressOf(filled.address);
  const wrong = isAsked ? wrongIn(filled, address, gitHub.web) : undefined;
  const { writes, organization } = filled;
  const owner = organization === '' ? '' : `organizations/${organization}/`;
  const asked =
    address === undefined
      ? undefined
      : manifestFor(manifest, { address, writes, webhookPath }, `http://${host}/registered`);
  const handover =
    isAsked && wrong === undefined && asked !== undefined
      ? { action: `${gitHub.web}/${owner}settings/apps/new?state=${state}`, manifest: asked }
      : undefined;
  if (handover !== undefined && address !== undefined) registration.address = address;
  const page = registrationPage(filled, asked ?? manifest, wrong, handover);
  send(response, pageOf(TITLE, page, formsTo(gitHub.web)), gitHub.web);
}

function wrongIn({ organization }: Filled, address: string | undefined, gitHub: string): string | undefined {
  if (address === undefined) return 'This is not an address such as https://blast-radius.example.com, without a path.';
  if (isOfThisMachine(address) && !isOfThisMachine(gitHub))
    return 'GitHub cannot reach this: it is an address of this machine. Enter that of the proxy or the tunnel before it.';
  if (/^[a-z\d-]*$/i.test(organization)) return undefined;
  return 'This is not how an organization is spelled in its address on GitHub.';
}

async function finish(registration: Registration, query: URLSearchParams, response: ServerResponse): Promise<void> {
  if (registration.registered !== undefined) return sendNext(registration, response);
  const { environment, file, state, log } = registration;
  const code = query.get('code') ?? '';
  if (!isSame(query.get('state') ?? '', state) || !/^[\w-]+$/.test(code))
    return sendMessage(
      response,
      400,
      TITLE,
      'This is not the registration that was begun here. Begin again on the first page.',
    );
  const replace = replacing(file);
  const answer = await fetch(`${environment.gitHub.api}/app-manifests/${code}/conversions`, {
    method: 'POST',
    headers: { accept: 'application/vnd.github+json', 'user-agent': 'blast-radius' },
  });
  if (answer.status !== 201)
    throw new Error(`GitHub answered ${answer.status}: ${(await answer.text()).slice(0, 300)}`);
  const registered = v.parse(RegisteredSchema, await answer.json());
  replace((text) => withCredentials(text, registered, registration.address));
  registration.registered = registered;
  log.info({ app: registered.id }, `registered ${registered.name}: its credentials are in ${file}; start again`);
  sendNext(registration, response);
}

function sendNext({ registered, address, environment }: Registration, response: ServerResponse): void {
  if (registered === undefined) return;
  send(response, pageOf('Registered', registeredPage(registered, address)), environment.gitHub.web);
}

/**
 * Begins to replace a file, whole or not at all, and for its owner alone: GitHub gives the credentials once, and whether they
 * can be kept is known before it is asked.
 *
 * @returns what completes it
 */
function replacing(file: string): (change: (text: string) => string) => void {
  const fresh = `${file}.new`;
  const text = existsSync(file) ? readFileSync(file, 'utf8') : '';
  writeFileSync(fresh, text, { mode: 0o600 });
  return (change) => {
    writeFileSync(fresh, change(text));
    renameSync(fresh, file);
  };
}

function send(response: ServerResponse, text: string, gitHub: string): void {
  sendPage(response, 200, text, {
    'content-security-policy': `frame-ancestors 'none'; base-uri 'none'; form-action ${formsTo(gitHub)}`,
  });
}

function formsTo(gitHub: string): string {
  return `'self' ${gitHub}`;
}

function isSame(one: string, other: string): boolean {
  const [a, b] = [Buffer.from(one), Buffer.from(other)];
  return a.length === b.length && timingSafeEqual(a, b);
}

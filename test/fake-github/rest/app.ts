import { created, ok } from '../http/answer.ts';
import { type Context, numberParam } from '../http/context.ts';
import { paginated } from '../http/paginate.ts';
import { notFound } from '../http/problem.ts';
import { appRoute, type Route, route } from '../http/route.ts';
import { appPayload, installationPayload } from '../payloads/app.ts';
import type { App, Installation } from '../state/app.ts';
import { installationFor } from '../state/world.ts';

type AppContext = Context & { readonly app: App };

export const installationsOf = ({ world, app }: AppContext): Installation[] =>
  [...world.installations.values()].filter((installation) => installation.app === app);

/** An installation of this App; another App's does not exist. */
export const findInstallation = (context: AppContext): Installation => {
  const id = numberParam(context, 'installation_id');
  const installation = installationsOf(context).find((candidate) => candidate.id === id);
  if (!installation) throw notFound();
  return installation;
};

const onAccount = (context: AppContext): Installation => {
  const login = (context.params.username ?? context.params.org ?? '').toLowerCase();
  const installation = installationsOf(context).find(({ account }) => account.login.toLowerCase() === login);
  if (!installation) throw notFound();
  return installation;
};

export const appRoutes: readonly Route[] = [
  route('POST /app-manifests/{code}/conversions', ({ world, params }) => {
    const code = params.code ?? '';
    const app = world.manifestCodes.get(code);
    if (!app) throw notFound();
    world.manifestCodes.delete(code);
    const { clientId: client_id, clientSecret: client_secret, webhookSecret: webhook_secret, privateKey: pem } = app;
    return created({ ...appPayload(world, app), client_id, client_secret, webhook_secret, pem });
  }),
  appRoute('GET /app', ({ world, app }) => {
    const installations_count = [...world.installations.values()].filter(
      (installation) => installation.app === app,
    ).length;
    return ok({ ...appPayload(world, app), installations_count });
  }),
  appRoute('GET /app/installations', (context) =>
    paginated(context, installationsOf(context), (installation) => installationPayload(context.world, installation)),
  ),
  appRoute('GET /app/installations/{installation_id}', (context) =>
    ok(installationPayload(context.world, findInstallation(context))),
  ),
  appRoute('GET /users/{username}/installation', (context) =>
    ok(installationPayload(context.world, onAccount(context))),
  ),
  appRoute('GET /orgs/{org}/installation', (context) => ok(installationPayload(context.world, onAccount(context)))),
  appRoute('GET /repos/{owner}/{repo}/installation', (context) => {
    const { owner = '', repo = '' } = context.params;
    const repository = context.world.repositories.get(`${owner}/${repo}`.toLowerCase());
    const installation = repository && installationFor(context.world, context.app, repository);
    if (!installation) throw notFound();
    return ok(installationPayload(context.world, installation));
  }),
];

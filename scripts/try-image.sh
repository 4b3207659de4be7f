#!/usr/bin/env bash
# Builds the image, and runs it as deploy/ does: as nobody, without capabilities, on a file system that is read-only. Where no
# engine runs, or none gets what the image begins with, the steps of the Dockerfile are done by hand in an empty folder.
set -euo pipefail
cd "$(dirname "$0")/.."

work=$(mktemp -d)
port=$((20000 + RANDOM % 20000))
started=''
trap 'stop_all; rm -rf "$work"' EXIT

stop_all() {
  [ -z "$started" ] || kill -KILL -- "-$started" 2> /dev/null || true
  [ -z "${engine:-}" ] || "$engine" rm --force "blast-radius-try-$port" > /dev/null 2>&1 || true
}

say() { printf 'image: %s\n' "$*"; }
fail() { say "$*"; cat "$work/log" 2> /dev/null || true; exit 1; }

# The least that it starts with in production; GitHub is not reached, so that it is alive and not ready.
node -e '
  const { generateKeyPairSync, randomBytes } = require("node:crypto");
  const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048, privateKeyEncoding: { type: "pkcs1", format: "pem" }, publicKeyEncoding: { type: "pkcs1", format: "pem" } });
  const random = () => randomBytes(32).toString("hex");
  console.log(["APP_ID=1", `PRIVATE_KEY=${Buffer.from(privateKey).toString("base64")}`, `WEBHOOK_SECRET=${random()}`, `STATE_KEY=${random()}`, "GHE_HOST=127.0.0.1:9", "GHE_PROTOCOL=http"].join("\n"));
' > "$work/variables"

# What the Dockerfile says of a running image, so that it is tried as it stands there.
said() {
  node -e 'const [, words] = new RegExp(`${process.argv[1]} *(\\[.*\\])`, "m").exec(require("node:fs").readFileSync("Dockerfile", "utf8")); console.log(JSON.parse(words).join("\n"))' "$1"
}
mapfile -t command < <(said '^CMD')
mapfile -t health < <(said '^  CMD')

becomes_alive() {
  for _ in $(seq 60); do
    "$@" > /dev/null 2>&1 && return 0
    sleep 1
  done
  return 1
}

status() { node -e 'fetch(process.argv[1]).then(({ status }) => console.log(status), () => console.log("none"))' "http://127.0.0.1:$port$1"; }

in_engine() {
  local name="blast-radius-try-$port"
  "$engine" build --tag blast-radius:try . > "$work/log" 2>&1 || fail "$engine does not build it"
  "$engine" run blast-radius:try > "$work/log" 2>&1 && fail 'it starts in production without credentials'
  grep -q 'cannot start in production without' "$work/log" || fail 'it does not say what is missing'
  "$engine" run --detach --name "$name" --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges \
    --publish "127.0.0.1:$port:3000" --env-file "$work/variables" blast-radius:try > /dev/null
  becomes_alive "$engine" exec "$name" "${health[@]}" || { "$engine" logs "$name" > "$work/log" 2>&1; fail 'it is not alive'; }
  [ "$(status /readyz)" = 503 ] || fail 'it is ready without GitHub'
  [ "$("$engine" exec "$name" id -u)" != 0 ] || fail 'it runs as root'
  "$engine" exec "$name" touch /app/file 2> /dev/null && fail 'it can write beside itself'
  "$engine" exec "$name" touch /data/file || fail 'it cannot write its data'
  "$engine" stop --time 30 "$name" > /dev/null
  [ "$("$engine" inspect --format '{{.State.ExitCode}}' "$name")" = 0 ] || fail 'it does not end well on SIGTERM'
  say "built and run by $engine"
}

# Copies into a folder what a stage of the Dockerfile copies of the repository; what .dockerignore keeps from the builder fails.
copies() {
  awk -v wanted="$1" '/^FROM/ { stage++ } stage == wanted && /^COPY [^-]/ { $1 = ""; print }' Dockerfile | while read -r -a words; do
    local to="$2/${words[-1]}" from
    for from in "${words[@]:0:${#words[@]}-1}"; do
      grep -qxF -e "!$from" .dockerignore || fail "the builder does not get $from: .dockerignore leaves it out"
      if [ -d "$from" ]; then mkdir -p "$to" && cp -r "$from/." "$to"; else mkdir -p "$(dirname "${to}x")" && cp "$from" "$to"; fi
    done
  done
}

by_hand() {
  local build="$work/build" app="$work/app" data="$work/data"
  mkdir -p "$build" "$app" "$data"
  copies 1 "$build"
  ln -s "$PWD/node_modules" "$build/node_modules"
  (cd "$build" && npm run -s build) > "$work/log" 2>&1 || fail 'the first stage does not build'
  copies 2 "$app"
  (cd "$app" && npm ci --omit=dev --ignore-scripts --prefer-offline --no-audit --no-fund) > "$work/log" 2>&1 || fail 'the second stage does not install'
  rm "$app/package-lock.json"
  copies 3 "$app"
  cp -r "$build/dist" "$app"
  local environment=(PATH="$PATH" NODE_ENV=production HOST=127.0.0.1 PORT="$port" DATA_DIR="$data")
  # As root another user runs it, who can change nothing but the data; else whoever runs this does, and can.
  local as=()
  if [ "$(id -u)" = 0 ]; then
    chown 1000:1000 "$data" && chmod 755 "$work"
    as=(setpriv --reuid 1000 --regid 1000 --clear-groups --no-new-privs --bounding-set=-all)
    # A name space of its own makes all else read-only; not everywhere may one be made.
    if unshare --mount true 2> /dev/null; then
      as=(unshare --mount --propagation private sh -c "mount --bind '$data' '$data' && mount -o remount,bind,ro / && exec \"\$@\"" sh "${as[@]}")
    fi
  fi
  (cd "$app" && env -i "${environment[@]}" "${as[@]}" "${command[@]}") > "$work/log" 2>&1 && fail 'it starts in production without credentials'
  grep -q 'cannot start in production without' "$work/log" || fail 'it does not say what is missing'
  mapfile -t -O "${#environment[@]}" environment < "$work/variables"
  (cd "$app" && exec setsid env -i "${environment[@]}" "${as[@]}" "${command[@]}") > "$work/log" 2>&1 &
  started=$!
  becomes_alive env PORT="$port" "${health[@]}" || fail 'it is not alive'
  [ "$(status /readyz)" = 503 ] || fail 'it is ready without GitHub'
  if [ "$(id -u)" = 0 ]; then
    [ "$(stat --format %u "/proc/$started")" = 1000 ] || fail 'it runs as root'
    "${as[@]}" touch "$app/file" 2> /dev/null && fail 'it can write beside itself'
    "${as[@]}" touch "$data/file" || fail 'it cannot write its data'
  fi
  kill -TERM "$started"
  local ended=0
  wait "$started" || ended=$?
  started=''
  [ "$ended" = 0 ] || fail "it ends with $ended on SIGTERM"
  say 'no engine runs here, or none reaches a registry: the steps of the Dockerfile were done by hand, and what they make was run'
}

base=$(sed -n 's/^FROM \([^ ]*\).*/\1/p' Dockerfile | head -n 1)
engine=''
for each in docker podman; do
  command -v "$each" > /dev/null && timeout 10 "$each" info > /dev/null 2>&1 || continue
  timeout 60 "$each" image inspect "$base" > /dev/null 2>&1 || timeout 60 "$each" pull --quiet "$base" > /dev/null 2>&1 || continue
  engine=$each
  break
done
if [ -n "$engine" ]; then in_engine; else by_hand; fi

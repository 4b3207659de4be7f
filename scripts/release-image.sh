#!/usr/bin/env bash
# Publishes the image of a release: `build` that of one platform, on a machine of it, then `join` makes them one.
# Told by the workflow: GITHUB_REPOSITORY, GITHUB_REF_NAME, GITHUB_ACTOR, TOKEN, and for `build` PLATFORM.
set -euo pipefail
cd "$(dirname "$0")/.."

image="ghcr.io/${GITHUB_REPOSITORY,,}:${GITHUB_REF_NAME#v}"
printf %s "$TOKEN" | docker login ghcr.io --username "$GITHUB_ACTOR" --password-stdin

case ${1:-} in
  build)
    # Of the builders only this one writes where an image is from, and what is in it.
    docker buildx create --use --driver docker-container
    docker buildx build --push --provenance=mode=max --sbom=true --platform "linux/$PLATFORM" --tag "$image-$PLATFORM" .
    ;;
  join) docker buildx imagetools create --tag "$image" "$image-amd64" "$image-arm64" ;;
  *) echo 'release-image: build or join' >&2; exit 64 ;;
esac

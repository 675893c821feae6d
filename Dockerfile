# The binary alone: no shell, no user but nonroot, nothing to write to. The lines that build it are run by
# TestImageBuildsAStaticBinaryThatNeedsNothingAround too. The tags are pinned; pin their digests with:
# docker buildx imagetools inspect IMAGE
FROM golang:1.26.8-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -ldflags='-s -w' -o bin/carillon ./cmd/carillon

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /src/bin/carillon /carillon
USER 65532:65532
EXPOSE 8000
ENTRYPOINT ["/carillon"]
CMD ["serve"]

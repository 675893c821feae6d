# The binary alone: no shell, no user but nonroot, nothing to write to.
FROM golang:1.26-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY . .
RUN CGO_ENABLED=0 go build -trimpath -buildvcs=false -ldflags='-s -w' -o /carillon ./cmd/carillon

FROM gcr.io/distroless/static-debian12:nonroot
COPY --from=build /carillon /carillon
USER 65532:65532
EXPOSE 8000
ENTRYPOINT ["/carillon"]
CMD ["serve"]

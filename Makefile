.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/'

check: generate-check lint ## the fast checks: generated code, formatting, vet, lint, module files
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "run gofmt -w on these files"; exit 1; }
	go mod tidy -diff
	go vet ./...

generate-check: ## that generated code is what its sources give
	@before=$$(git status --porcelain); go generate ./... && test "$$before" = "$$(git status --porcelain)" || \
		{ git status --short; echo "run go generate ./... and commit what it changes"; exit 1; }

lint: ## golangci-lint, as .golangci.yml sets it
	go run $(LINT) run
LINT = github.com/golangci/golangci-lint/v2/cmd/golangci-lint@v2.15.0

demo: ## the whole on the sample articles: Neo4j, GraphQL, Neo4j Browser; Ctrl-C stops it (ARGS: see ARGS=-help)
	@command -v go >/dev/null || { echo "go is missing: install Go 1.26 (https://go.dev/dl)" >&2; exit 1; }
	@mkdir -p .demo && go build -o .demo/demo ./deploy/demo && exec .demo/demo $(ARGS)

# One package at a time: they share the server's one database.
test: ## all tests, beside a Neo4j of their own that is stopped at the end
	@deploy/model.sh
	go run ./deploy/neo4j/run -- go run $(TESTS) --format pkgname -- -p 1 -timeout 20m ./...
TESTS = gotest.tools/gotestsum@v1.13.0

bench-load: ## how fast articles become graph: N of them, made by template, into a Neo4j of its own
	@deploy/model.sh
	go run ./deploy/neo4j/run -- go run ./deploy/bench -n $(N)
N = 2000

bench-store: ## the store alone beside plain batched MERGE: the data of ../shared/bench (ARGS: S or M, flags), then N articles
	deploy/bench/store/run.sh $(ARGS)
	go run ./deploy/neo4j/run -- go run ./deploy/bench -n $(N) -alone 3

world: ## the nightly load against a whole world: 200 sources, 5,000 articles, killed in the middle
	BACKCHANNEL_TEST_FULL=1 go run ./deploy/neo4j/run -- go test -timeout 60m -count 1 -v -run TestWorldThroughTheProgram .

deploy-check: ## the compose file, manifests and dashboard against the schemas of those who read them
	cd deploy/check && go vet ./... && go test -count 1 ./...
	go test ./deploy/systemd
	go test -run OfDeployments .

soak: ## the properties of the graph and the faults of a load, tried ROUNDS times
	@deploy/model.sh
	BACKCHANNEL_SOAK=$(ROUNDS) go run ./deploy/neo4j/run -- go test -p 1 -count 1 -timeout 12h -v -run 'SameGraph|Killed|Away|Cut|Full' ./graph/neo4jstore ./deploy/faults
ROUNDS = 200

pack: ## the generated tables of the reference pack, from the raw files in ../shared/data
	go run ./loader/gazetteer/build -raw ../shared/data

favourites: ## the favourites of Neo4j Browser as one file to drop on its page
	@mkdir -p .cache
	python3 -m zipfile -c .cache/favourites.zip deploy/neo4j/browser/favourites/
	@echo "drop .cache/favourites.zip and deploy/neo4j/browser/backchannel.grass on the page of Neo4j Browser"

peer-nlp: ## loader/nlp beside Python's spaCy on TEXTS: agreement and speed
	loader/nlp/peer/compare.sh $(TEXTS)
TEXTS = deploy/samples/*.txt

bench-graphql: ## the service beside @neo4j/graphql and Bolt on the data of ../shared/bench; needs Node (ARGS: S or M, flags of the rig)
	deploy/bench/graphql/run.sh $(ARGS)

audit: ## the service beside the reference clients of GraphQL over HTTP, SSE and websockets; needs Node
	go run ./deploy/neo4j/run -- deploy/audit/run.sh

.PHONY: help check generate-check lint demo test bench-load bench-store world deploy-check soak pack favourites peer-nlp bench-graphql audit

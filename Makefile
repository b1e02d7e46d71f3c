.DEFAULT_GOAL := help

help: ## list the targets
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/'

check: ## the fast checks: formatting, vet, module files
	@test -z "$$(gofmt -l .)" || { gofmt -l .; echo "run gofmt -w on these files"; exit 1; }
	go mod tidy -diff
	go vet ./...

test: ## all tests, beside a Neo4j of their own that is stopped at the end
	go run ./deploy/neo4j/run -- go test -p 1 ./...

pack: ## the generated tables of the reference pack, from the raw files in ../shared/data
	go run ./loader/gazetteer/build -raw ../shared/data

favourites: ## the favourites of Neo4j Browser as one file to drop on its page
	@mkdir -p .cache
	python3 -m zipfile -c .cache/favourites.zip deploy/neo4j/browser/favourites/
	@echo "drop .cache/favourites.zip and deploy/neo4j/browser/backchannel.grass on the page of Neo4j Browser"

peer-nlp: ## loader/nlp beside Python's spaCy on TEXTS: agreement and speed
	loader/nlp/peer/compare.sh $(TEXTS)
TEXTS = deploy/samples/*.txt

.PHONY: help check test pack favourites peer-nlp

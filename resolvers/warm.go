package resolvers

import (
	"context"
	_ "embed" // for the questions
	"encoding/json"
	"log/slog"
	"time"

	"github.com/99designs/gqlgen/graphql"
	"github.com/99designs/gqlgen/graphql/executor"
	"github.com/vektah/gqlparser/v2"
)

//go:embed warm.graphql
var warmUp string

// warmTime is the longest that [Warm] takes.
const warmTime = time.Minute

// Warm puts the questions that analysts usually ask, one after the other, and
// drops the answers: planning them takes the database seconds when it has just
// started, and nothing afterwards. What fails is left out.
func Warm(ctx context.Context, schema graphql.ExecutableSchema) {
	ctx, cancel := context.WithTimeout(ctx, warmTime)
	defer cancel()
	doc, errs := gqlparser.LoadQueryWithRules(schema.Schema(), warmUp, nil)
	if len(errs) > 0 {
		panic("resolvers: warm.graphql is valid: " + errs.Error())
	}
	began, exec := time.Now(), executor.New(schema)
	variables := map[string]any{"event": "event:none", "a": "government:none", "b": "official:none"}
	for _, op := range doc.Operations {
		if ctx.Err() != nil {
			return
		}
		answer := put(ctx, exec, op.Name, variables)
		if op.Name == "Latest" {
			readVariables(answer, variables)
		}
	}
	slog.DebugContext(ctx, "warmed up", "took", time.Since(began))
}

// put executes one of the operations.
func put(ctx context.Context, exec *executor.Executor, name string, variables map[string]any) json.RawMessage {
	ctx = graphql.StartOperationTrace(ctx)
	op, errs := exec.CreateOperationContext(ctx, &graphql.RawParams{Query: warmUp, OperationName: name, Variables: variables})
	if len(errs) > 0 {
		return nil
	}
	responses, ctx := exec.DispatchOperation(ctx, op)
	resp := responses(ctx)
	if resp == nil {
		return nil
	}
	return resp.Data
}

// readVariables takes the ids of an event and its participants from an answer,
// where there are some.
func readVariables(answer json.RawMessage, variables map[string]any) {
	var latest struct {
		Events struct {
			Edges []struct {
				Node struct {
					ID           string
					Participants []struct{ Actor struct{ ID string } }
				}
			}
		}
	}
	if json.Unmarshal(answer, &latest) != nil {
		return
	}
	for _, edge := range latest.Events.Edges {
		parts := edge.Node.Participants
		variables["event"] = edge.Node.ID
		if len(parts) > 1 {
			variables["a"], variables["b"] = parts[0].Actor.ID, parts[len(parts)-1].Actor.ID
		}
	}
}

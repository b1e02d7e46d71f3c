package graph

// ActorKind is the main label of an actor's node, in lower case.
type ActorKind string

// Kinds of actors.
const (
	KindOfficial     ActorKind = "official"
	KindGovernment   ActorKind = "government"
	KindOrganization ActorKind = "organization"
	KindPerson       ActorKind = "person"
)

// Actor is anyone who takes part in an event or vouches for a claim.
type Actor struct {
	ID      ID
	Kind    ActorKind
	Name    string
	Aliases []string // other names it goes by in the articles loaded; sorted, without Name
	// Country is the ISO 3166 alpha-3 code of the state served (official), of
	// itself (government), of its seat of authority (organization) or of its
	// people (person); empty where there is none. Kosovo is XKX.
	Country     string
	Title       string // office as the article or the pack names it; may be empty
	OrgKind     string // organizations: ministry, agency, igo, company, media, party, armed group, …
	GovKind     string // governments: state, territory, de facto
	Wikidata    string // Q id, or empty
	Provisional bool   // an official the reference pack does not know
	Government  ID     // organizations: the government it belongs to, or empty
	FormerIDs   []ID   // ids under which loaders may have written it before
	Offices     []Office
}

// Office is one term of an official at a government or body. From and To are
// zero where unknown: an absent end means unknown, never "still in office".
type Office struct {
	ID          ID // stable id of the term: office:…
	Title       string
	Body        ID // government or organization served
	From, To    Date
	Seen        Day  // where the end is unknown: the last day the source vouches for, or zero
	Provisional bool // known from an article alone
}

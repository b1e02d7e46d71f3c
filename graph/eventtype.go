package graph

import "fmt"

// EventType is a kind of happening between actors, and at the same time the
// relationship type of the edges it gives. The set is closed.
type EventType string

// EventTypeInfo describes an event type by its CAMEO code (root or leaf), its
// PLOVER type and its Goldstein value, from -10 (most conflictual) to +10 (most
// cooperative). The codes follow the product's annotation guideline; a value is the
// one that the published CAMEO scale (after Goldstein, 1992) gives to the code.
type EventTypeInfo struct {
	Type        EventType
	Symmetric   bool
	Contact     bool // the parties deal with each other directly
	CAMEO       string
	PLOVER      string
	Goldstein   float64
	Description string
}

// Event types. The table beside them says what each means.
const (
	Phoned                EventType = "PHONED"
	Met                   EventType = "MET"
	Visited               EventType = "VISITED"
	TalkedWith            EventType = "TALKED_WITH"
	NegotiatedWith        EventType = "NEGOTIATED_WITH"
	Mediated              EventType = "MEDIATED"
	WroteTo               EventType = "WROTE_TO"
	SignedAgreementWith   EventType = "SIGNED_AGREEMENT_WITH"
	AgreedWith            EventType = "AGREED_WITH"
	Promised              EventType = "PROMISED"
	Praised               EventType = "PRAISED"
	Supported             EventType = "SUPPORTED"
	Recognized            EventType = "RECOGNIZED"
	ApologizedTo          EventType = "APOLOGIZED_TO"
	RestoredRelationsWith EventType = "RESTORED_RELATIONS_WITH"
	CooperatedWith        EventType = "COOPERATED_WITH"
	Aided                 EventType = "AIDED"
	GrantedAsylumTo       EventType = "GRANTED_ASYLUM_TO"
	Released              EventType = "RELEASED"
	LiftedSanctionsOn     EventType = "LIFTED_SANCTIONS_ON"
	CeasedFireWith        EventType = "CEASED_FIRE_WITH"
	WithdrewFrom          EventType = "WITHDREW_FROM"
	AppealedTo            EventType = "APPEALED_TO"
	DemandedOf            EventType = "DEMANDED_OF"
	Criticized            EventType = "CRITICIZED"
	Accused               EventType = "ACCUSED"
	Investigated          EventType = "INVESTIGATED"
	SummonedEnvoyOf       EventType = "SUMMONED_ENVOY_OF"
	Rejected              EventType = "REJECTED"
	Threatened            EventType = "THREATENED"
	MobilizedAgainst      EventType = "MOBILIZED_AGAINST"
	ReducedRelationsWith  EventType = "REDUCED_RELATIONS_WITH"
	CutAidTo              EventType = "CUT_AID_TO"
	Sanctioned            EventType = "SANCTIONED"
	HaltedTalksWith       EventType = "HALTED_TALKS_WITH"
	Expelled              EventType = "EXPELLED"
	Detained              EventType = "DETAINED"
	Deported              EventType = "DEPORTED"
	SeizedAssetsOf        EventType = "SEIZED_ASSETS_OF"
	ProtestedAgainst      EventType = "PROTESTED_AGAINST"
	Attacked              EventType = "ATTACKED"
	Appointed             EventType = "APPOINTED"
	Dismissed             EventType = "DISMISSED"
)

const symmetric, directed, contact, other = true, false, true, false

var eventTypes = []EventTypeInfo{
	{Phoned, directed, contact, "041", "CONSULT", 1.0, "Spoke by telephone or video; the source called, where the caller is stated."},
	{Met, symmetric, contact, "040", "CONSULT", 1.0, "Met in person, held a meeting or summit."},
	{Visited, directed, contact, "042", "CONSULT", 1.9, "Travelled to, or was received by, the target: a host government or person."},
	{TalkedWith, symmetric, contact, "040", "CONSULT", 1.0, "Spoke, consulted or held talks; the medium is not stated."},
	{NegotiatedWith, symmetric, contact, "046", "CONSULT", 7.0, "Negotiated over stated terms."},
	{Mediated, directed, contact, "045", "CONSULT", 5.0, "The source mediated between the targets."},
	{WroteTo, directed, contact, "040", "CONSULT", 1.0, "Sent a letter, message or note."},
	{SignedAgreementWith, symmetric, contact, "057", "SUPPORT", 8.0, "Signed or concluded a treaty, deal or memorandum."},
	{AgreedWith, symmetric, other, "030", "AGREE", 4.0, "Agreed to do something together, with nothing signed."},
	{Promised, directed, other, "030", "AGREE", 4.0, "Pledged something to the target."},
	{Praised, directed, other, "051", "SUPPORT", 3.4, "Praised, thanked or congratulated."},
	{Supported, directed, other, "052", "SUPPORT", 3.5, "Defended, backed or endorsed in words."},
	{Recognized, directed, contact, "054", "SUPPORT", 6.0, "Gave diplomatic recognition."},
	{ApologizedTo, directed, other, "055", "SUPPORT", 7.0, "Apologized to the target."},
	{RestoredRelationsWith, symmetric, contact, "050", "SUPPORT", 3.5, "Restored ties, embassies or ambassadors."},
	{CooperatedWith, symmetric, other, "060", "COOPERATE", 6.0, "Joint exercises, trade, arms sales or intelligence sharing under way."},
	{Aided, directed, other, "070", "AID", 7.0, "Provided money, arms or relief."},
	{GrantedAsylumTo, directed, other, "075", "AID", 7.0, "Granted asylum."},
	{Released, directed, other, "084", "RETREAT", 7.0, "Freed a prisoner of, or returned property to, the target."},
	{LiftedSanctionsOn, directed, contact, "085", "RETREAT", 7.0, "Eased or lifted sanctions."},
	{CeasedFireWith, symmetric, other, "0871", "RETREAT", 9.0, "Entered a truce or ceasefire."},
	{WithdrewFrom, directed, other, "087", "RETREAT", 9.0, "Withdrew forces from, or left membership of, the target."},
	{AppealedTo, directed, other, "020", "REQUEST", 3.0, "Asked, urged or called on the target."},
	{DemandedOf, directed, other, "100", "REQUEST", -5.0, "Demanded of, or insisted with, the target."},
	{Criticized, directed, other, "111", "ACCUSE", -2.0, "Condemned, denounced or criticized."},
	{Accused, directed, other, "112", "ACCUSE", -2.0, "Alleged wrongdoing of the target."},
	{Investigated, directed, other, "090", "ACCUSE", -2.0, "Opened or led an investigation of the target."},
	{SummonedEnvoyOf, directed, contact, "114", "ACCUSE", -2.0, "Summoned the ambassador of, or lodged a protest with, the target."},
	{Rejected, directed, other, "120", "REJECT", -4.0, "Refused the target's proposal, request or meeting; vetoed."},
	{Threatened, directed, other, "130", "THREATEN", -4.4, "Threatened the target or warned it of consequences."},
	{MobilizedAgainst, directed, other, "150", "MOBILIZE", -7.2, "Took a military posture against the target."},
	{ReducedRelationsWith, directed, contact, "160", "SANCTION", -4.0, "Downgraded or broke ties, or recalled its own envoy."},
	{CutAidTo, directed, other, "162", "SANCTION", -5.6, "Reduced or stopped aid."},
	{Sanctioned, directed, contact, "163", "COERCE", -8.0, "Imposed sanctions, an embargo, penalty tariffs, a blacklisting or designation."},
	{HaltedTalksWith, directed, contact, "164", "SANCTION", -7.0, "Broke off talks, negotiations or mediation."},
	{Expelled, directed, contact, "166", "SANCTION", -7.0, "Expelled diplomats or staff of the target."},
	{Detained, directed, other, "173", "COERCE", -5.0, "Arrested, charged, convicted or jailed."},
	{Deported, directed, other, "174", "COERCE", -5.0, "Deported or extradited."},
	{SeizedAssetsOf, directed, other, "171", "COERCE", -9.2, "Froze or confiscated assets."},
	{ProtestedAgainst, directed, other, "140", "PROTEST", -6.5, "Demonstrated or struck against the target."},
	{Attacked, directed, other, "190", "ASSAULT", -10.0, "Attacked with arms or other violence."},
	{Appointed, directed, other, "", "OFFICE", 0, "Named the target to an office."},
	{Dismissed, directed, other, "", "OFFICE", 0, "Removed the target from an office."},
}

var eventTypeByName = func() map[EventType]*EventTypeInfo {
	m := make(map[EventType]*EventTypeInfo, len(eventTypes))
	for i := range eventTypes {
		m[eventTypes[i].Type] = &eventTypes[i]
	}
	return m
}()

// EventTypes returns the closed table, in its fixed order.
func EventTypes() []EventTypeInfo { return append([]EventTypeInfo(nil), eventTypes...) }

// ParseEventType returns the type of that name. The error wraps ErrInvalid.
func ParseEventType(s string) (EventType, error) {
	if _, ok := eventTypeByName[EventType(s)]; !ok {
		return "", fmt.Errorf("event type %q: %w", s, ErrInvalid)
	}
	return EventType(s), nil
}

// Valid reports whether t is in the closed set.
func (t EventType) Valid() bool { return eventTypeByName[t] != nil }

// Info returns the table row of t; the zero row where t is not in the set.
func (t EventType) Info() EventTypeInfo {
	if info := eventTypeByName[t]; info != nil {
		return *info
	}
	return EventTypeInfo{}
}

// Symmetric reports whether the order of the parties means nothing.
func (t EventType) Symmetric() bool { return t.Info().Symmetric }

// Contact reports whether the type counts as contact.
func (t EventType) Contact() bool { return t.Info().Contact }

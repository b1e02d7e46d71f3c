module backchannel

go 1.26.0

require golang.org/x/text v0.43.0

require github.com/goccy/go-yaml v1.19.2

package content

import (
	"strings"

	"github.com/pelletier/go-toml/v2/unstable"

	"summit-explainer/tools/verbatim/finding"
)

// readRules reads the table params.verbatim.rules of config.toml: the
// severities that the site gives to rules that are not rules of proof.
func readRules(file *finding.File, report finding.Report) map[finding.Rule]finding.Severity {
	levels := map[finding.Rule]finding.Severity{}
	p := &unstable.Parser{}
	p.Reset(file.Data)
	var set func(table string, node *unstable.Node)
	set = func(table string, node *unstable.Node) {
		key, at := dotted(node)
		key = strings.ToLower(strings.TrimPrefix(table+"."+key, ".")) // as Hugo does
		value := node.Value()
		if value.Kind == unstable.InlineTable {
			for it := value.Children(); it.Next(); {
				set(key, it.Node())
			}
			return
		}
		name, ok := strings.CutPrefix(key, "params.verbatim.rules")
		if !ok {
			return
		}
		if name, ok = strings.CutPrefix(name, "."); !ok {
			report(finding.Finding{Rule: finding.RuleSetting, File: file, Span: at, Message: "the rules are not a table of names and severities",
				Help: "write [params.verbatim.rules], and below it a line for each rule"})
			return
		}
		if message, help := level(name, value, levels); message != "" {
			report(finding.Finding{Rule: finding.RuleSetting, File: file, Span: at, Message: message, Help: help})
		}
	}
	table := ""
	for p.NextExpression() {
		switch node := p.Expression(); node.Kind {
		case unstable.Table, unstable.ArrayTable:
			table, _ = dotted(node)
		case unstable.KeyValue:
			set(table, node)
		}
	}
	return levels // what is no TOML has been reported by who decoded it
}

// level keeps the severity of one rule, or says what is wrong with it.
func level(name string, value *unstable.Node, levels map[finding.Rule]finding.Severity) (message, help string) {
	severity, valid := finding.ParseSeverity(string(value.Data))
	rule := finding.Rule(name)
	switch {
	case !rule.Known():
		return "there is no rule " + name, finding.OrNearestRule(name, "remove the setting")
	case rule.Proof():
		return name + " is a rule of proof, and can be neither switched off nor changed", "remove the setting"
	case !valid || value.Kind != unstable.String:
		return name + " is set to something that is no severity", `write "off", "warning" or "error"`
	}
	levels[rule] = severity
	return "", ""
}

// dotted returns a node's key with dots, and the place of its last part.
func dotted(node *unstable.Node) (string, finding.Span) {
	var parts []string
	var at finding.Span
	for it := node.Key(); it.Next(); {
		key := it.Node()
		parts = append(parts, string(key.Data))
		at = finding.Span{Start: int(key.Raw.Offset), End: int(key.Raw.Offset + key.Raw.Length)}
	}
	return strings.Join(parts, "."), at
}

// comment keeps a suppression, and reports whether raw HTML is one: it is not
// published, and says nothing to readers. A block is about the line below it.
func (r *reader) comment(span finding.Span, block bool) bool {
	s, ok := finding.ParseSuppression(r.page.File, r.inFile(span), block, r.report)
	if s != nil {
		r.page.Suppressions = append(r.page.Suppressions, s)
	}
	return ok
}

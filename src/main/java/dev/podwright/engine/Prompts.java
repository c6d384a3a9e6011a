package dev.podwright.engine;

import dev.podwright.playbook.Play;
import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Problems;
import dev.podwright.source.Secret;
import dev.podwright.template.EvaluationException;
import dev.podwright.template.Expression;
import dev.podwright.template.Scope;
import dev.podwright.template.ValueTemplate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// Finds values for the variables that plays ask the operator for (`vars_prompt`). What `-e` gives isn't asked for. An
/// answer is taken as it is, never as an expression. What a private prompt asks for is a secret, whoever gives it.
///
/// @param prompt asks; empty where nobody can be asked
/// @param needed whether a variable that nobody can be asked for, and that has no default, is a problem
record Prompts(RunContext run, Optional<VariablePrompt> prompt, boolean needed, Problems problems) {

    /// @param scope what defaults may name
    Map<String, ValueTemplate> answers(Play play, Scope scope) {
        Map<String, ValueTemplate> answers = new LinkedHashMap<>();
        for (Play.Prompt asked : play.prompts()) {
            Optional<Object> given =
                    Optional.ofNullable(run.options().extraVariables().get(asked.variable()));
            if (given.isPresent()) {
                given.filter(_ -> asked.isPrivate()).ifPresent(this::secret);
                continue;
            }
            answer(asked, scope)
                    .ifPresentOrElse(
                            answer -> answers.put(asked.variable(), ValueTemplate.constant(answer, asked.location())),
                            () -> missing(asked));
        }
        return answers;
    }

    private void missing(Play.Prompt asked) {
        if (needed) {
            problems.add(
                    asked.location(),
                    "there is no terminal to ask for \"%s\" at".formatted(asked.variable()),
                    "give it by -e %s=VALUE, or a default".formatted(asked.variable()));
        }
    }

    private Optional<Object> answer(Play.Prompt asked, Scope scope) {
        Optional<Object> byDefault;
        try {
            byDefault = asked.defaultValue().map(value -> value.evaluate(scope));
        } catch (EvaluationException e) {
            problems.add(e.problem());
            return Optional.empty();
        }
        Optional<String> said = prompt.flatMap(asking -> asked(asking, asked, byDefault));
        Optional<Object> answer = said.isEmpty() || (said.get().isEmpty() && byDefault.isPresent())
                ? byDefault
                : said.map(text -> (Object) text);
        return answer.map(value -> asked.encrypt().isEmpty() ? value : hash(asked, value))
                .map(value -> asked.isPrivate() ? secret(value) : value);
    }

    private static Optional<String> asked(VariablePrompt asking, Play.Prompt asked, Optional<Object> byDefault) {
        String brackets = byDefault
                .filter(value -> !asked.isPrivate() && !(value instanceof Secret))
                .map(value -> " [" + value + "]")
                .orElse("");
        String question = asked.question() + brackets;
        Optional<String> first = asking.ask(question, asked.isPrivate());
        while (asked.confirm() && first.isPresent()) {
            Optional<String> second = asking.ask("once more, " + question, asked.isPrivate());
            if (second.equals(first)) {
                return first;
            }
            first = second.isEmpty() ? second : asking.ask("the answers differ; " + question, asked.isPrivate());
        }
        return first;
    }

    private Object secret(Object value) {
        Secret secret = value instanceof Secret known ? known : new Secret(value.toString());
        run.mask().learn(secret);
        return secret;
    }

    private Object hash(Play.Prompt asked, Object value) {
        Map<String, Object> names =
                Map.of("answer", value.toString(), "scheme", asked.encrypt().orElseThrow(), "salt", asked.salt());
        Location place = asked.location();
        return Expression.compile("password_hash(answer, scheme, salt)", place, problems)
                .orElseThrow(() -> new EvaluationException(new Problem(place, "no hash can be made")))
                .evaluate(Scope.of(names));
    }
}

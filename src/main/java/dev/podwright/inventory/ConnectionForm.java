package dev.podwright.inventory;

import dev.podwright.source.JsonSchema;
import java.math.BigDecimal;
import java.util.List;
import java.util.function.Predicate;

/// What a [ConnectionVariable] takes. Nothing, and a blank text, count as not given.
@SuppressWarnings("ImmutableEnumChecker") // a schema's map is unmodifiable, and the predicates hold nothing
public enum ConnectionForm {
    TEXT("a text", _ -> true, JsonSchema.of("string", "number", "boolean", "null")),
    TEXTS("a text", _ -> true, JsonSchema.of("string", "number", "boolean", "array", "null")),
    PORT("a number from 1 to 65535", text -> isWhole(text, 1, 65_535), whole(1, 65_535)),
    RETRIES("a number from 0 to 100", text -> isWhole(text, 0, 100), whole(0, 100)),
    SECONDS(
            "a number of seconds above 0, with at most three decimals",
            ConnectionForm::isSeconds,
            JsonSchema.of("number", "string", "null")
                    .with("exclusiveMinimum", 0)
                    .matching("^\\s*(?:\\d+(?:\\.\\d+)?)?\\s*$")),
    BOOL(
            "true or false",
            List.of("true", "false")::contains,
            words(List.of(true, false), List.of("yes", "no", "on", "off", "true", "false", "1", "0", 1, 0))),
    KEY_CHECKING(
            "strict, accept-new or off",
            List.of("strict", "accept-new", "off")::contains,
            words(
                    List.of("strict", "accept-new", "off"),
                    List.of("yes", "no", "on", "ask", "true", "false", true, false))),
    KEY_EXCHANGES(
            KeyExchanges.WANTED,
            text -> new KeyExchanges(text).mistake().isEmpty(),
            JsonSchema.of("string", "null").matching(KeyExchanges.pattern())),
    CONNECTION(
            "ssh, local or docker",
            List.of("ssh", "local", "docker")::contains,
            words(List.of("ssh", "local", "docker"), ConnectionVariables.otherConnections()));

    private final String wanted;
    private final Predicate<String> fits;
    private final JsonSchema schema;

    ConnectionForm(String wanted, Predicate<String> fits, JsonSchema schema) {
        this.wanted = wanted;
        this.fits = fits;
        this.schema = schema;
    }

    /// For messages and the reference.
    public String wanted() {
        return wanted;
    }

    boolean fits(String value) {
        return fits.test(value);
    }

    /// What is wrong with a value that doesn't fit, where there is more to say than what is wanted.
    String hint(String value) {
        return this == KEY_EXCHANGES ? new KeyExchanges(value).mistake().orElse("") : "";
    }

    boolean takesLists() {
        return this == TEXTS;
    }

    JsonSchema schema() {
        return schema;
    }

    private static JsonSchema whole(int least, int most) {
        return JsonSchema.of("integer", "string", "null")
                .with("minimum", least)
                .with("maximum", most)
                .matching("^\\s*\\d{0,9}\\s*$");
    }

    /// @param others what is read too, and not suggested
    private static JsonSchema words(List<?> suggested, List<?> others) {
        return JsonSchema.any(
                JsonSchema.oneOf(suggested),
                JsonSchema.oneOf(others),
                JsonSchema.of("string").matching("^\\s*$"),
                JsonSchema.of("null"));
    }

    private static boolean isWhole(String text, int least, int most) {
        return text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
    }

    private static boolean isSeconds(String text) {
        if (!text.matches("\\d{1,9}(\\.\\d{1,9})?")) {
            return false;
        }
        BigDecimal seconds = new BigDecimal(text).stripTrailingZeros();
        return seconds.signum() > 0 && seconds.scale() <= 3;
    }
}

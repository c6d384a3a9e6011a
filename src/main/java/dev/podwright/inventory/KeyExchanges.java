package dev.podwright.inventory;

import dev.podwright.source.Suggestions;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// A choice of the ways in which SSH agrees on keys, written as OpenSSH's `KexAlgorithms`: names with commas between
/// them; behind `+` they are added to what is offered anyway, behind `^` put in front of it, behind `-` (where they may
/// be patterns) taken away.
public record KeyExchanges(String written) {
    /// All of these are safe. They stand in the order of what they cost: a hybrid that withstands quantum computers
    /// where it's cheap for both sides (ML-KEM, in OpenSSH from 9.9 on), else the elliptic curve. The older hybrid,
    /// sntrup761, costs a server more than the rest of a login together and isn't among them.
    private static final List<String> OFFERED = List.of(
            "mlkem768x25519-sha256",
            "curve25519-sha256",
            "curve25519-sha256@libssh.org",
            "mlkem768nistp256-sha256",
            "mlkem1024nistp384-sha384",
            "ecdh-sha2-nistp256",
            "ecdh-sha2-nistp384",
            "ecdh-sha2-nistp521",
            "curve448-sha512",
            "diffie-hellman-group-exchange-sha256",
            "diffie-hellman-group16-sha512",
            "diffie-hellman-group18-sha512",
            "diffie-hellman-group14-sha256");

    /// Slow or weak; only for those who ask for them.
    private static final List<String> ON_DEMAND = List.of(
            "diffie-hellman-group17-sha512",
            "diffie-hellman-group15-sha512",
            "diffie-hellman-group14-sha1",
            "diffie-hellman-group-exchange-sha1",
            "diffie-hellman-group1-sha1");

    /// What a choice has to be, for messages.
    public static final String WANTED = "key exchanges with commas between them, as KexAlgorithms of OpenSSH";

    private static final String OPERATORS = "+^-";

    /// @param written surrounding blanks don't count
    public KeyExchanges {
        written = written.strip();
    }

    public static List<String> offered() {
        return OFFERED;
    }

    public static List<String> onDemand() {
        return ON_DEMAND;
    }

    /// What is offered to a server, the first choice first. Names that aren't known count for nothing: an SSH
    /// configuration is written for OpenSSH, which has others.
    public List<String> chosen() {
        List<String> list = new ArrayList<>(OFFERED);
        switch (operator()) {
            case "+" -> list.addAll(words());
            case "^" -> list.addAll(0, words());
            case "-" -> list.removeIf(name -> SshPatterns.matches(words(), name));
            default -> {
                list.clear();
                list.addAll(words());
            }
        }
        return list.stream().filter(KeyExchanges::isKnown).distinct().toList();
    }

    /// Why it can't be meant, in a choice that is made for this program alone.
    public Optional<String> mistake() {
        return words().stream()
                .filter(word -> !isUnderstood(word))
                .findFirst()
                .map(KeyExchanges::unknown)
                .or(() -> chosen().isEmpty() ? Optional.of("it leaves no key exchange") : Optional.empty());
    }

    /// What may be written, as a regular expression: what takes away is patterns, and they aren't looked into.
    static String pattern() {
        String names = "(?:" + known().map(name -> name.replace(".", "\\.")).collect(Collectors.joining("|")) + ")";
        return "^\\s*(?:[+^]?%1$s(?:,%1$s)*|-[^,\\s]+(?:,[^,\\s]+)*)?\\s*$".formatted(names);
    }

    private boolean isUnderstood(String word) {
        List<String> pattern = List.of(word.replaceFirst("^!", ""));
        return operator().equals("-") ? known().anyMatch(name -> SshPatterns.matches(pattern, name)) : isKnown(word);
    }

    private static String unknown(String word) {
        return "\"%s\" is not known: %s"
                .formatted(
                        word,
                        Suggestions.didYouMean(
                                word, known().toList(), "there are " + String.join(", ", known().toList())));
    }

    private static Stream<String> known() {
        return Stream.concat(OFFERED.stream(), ON_DEMAND.stream());
    }

    private static boolean isKnown(String name) {
        return OFFERED.contains(name) || ON_DEMAND.contains(name);
    }

    private String operator() {
        return written.isEmpty() || OPERATORS.indexOf(written.charAt(0)) < 0 ? "" : written.substring(0, 1);
    }

    private List<String> words() {
        return Arrays.asList(written.substring(operator().length()).split(",", -1));
    }
}

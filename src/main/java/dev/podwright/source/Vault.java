package dev.podwright.source;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Reads and writes what Ansible Vault encrypts, with the passwords that the operator gave. Thread-safe; a text is
/// decrypted once.
public final class Vault {
    /// Without any password.
    public static final Vault LOCKED = new Vault(List.of());

    /// Marks a value that stands encrypted in a file.
    public static final String TAG = "!vault";

    private static final String OTHER =
            "--vault-id ID@SOURCE gives another password; podwright vault view FILE tries them on one file";
    private static final String HOW = "give the password: --ask-vault-pass, --vault-password-file or --vault-id";

    private final List<VaultPassword> passwords;
    private final Map<String, Secret> opened = new ConcurrentHashMap<>();

    private Vault(List<VaultPassword> passwords) {
        this.passwords = List.copyOf(passwords);
    }

    public static Vault of(List<VaultPassword> passwords) {
        return new Vault(passwords);
    }

    /// Whether a text was encrypted by Ansible Vault, going by its first line.
    public static boolean isEncrypted(String text) {
        return VaultText.looksLikeOne(text);
    }

    /// @throws VaultException where it is damaged, or none of the passwords is the right one
    public Secret decrypt(String encrypted) throws VaultException {
        Secret known = opened.get(encrypted);
        if (known != null) {
            return known;
        }
        Secret plain = new Secret(new String(decryptBytes(encrypted), StandardCharsets.UTF_8));
        opened.put(encrypted, plain);
        return plain;
    }

    /// What may be no text.
    ///
    /// @throws VaultException where it is damaged, or none of the passwords is the right one
    public byte[] decryptBytes(String encrypted) throws VaultException {
        return open(VaultText.parse(encrypted));
    }

    /// Like Ansible it tries the passwords of the same id first, then the others.
    private byte[] open(VaultText text) throws VaultException {
        if (passwords.isEmpty()) {
            throw new VaultException("no vault password was given" + of(text));
        }
        for (VaultPassword password : inOrder(text)) {
            Optional<byte[]> plain = password.decrypt(text);
            if (plain.isPresent()) {
                return plain.get();
            }
        }
        String tried = passwords.stream().map(VaultPassword::id).distinct().collect(Collectors.joining(", "));
        throw new VaultException("no vault password fits%s; tried: %s".formatted(of(text), tried));
    }

    private static String of(VaultText text) {
        return text.id().map(id -> " (it was encrypted with the id " + id + ")").orElse("");
    }

    private Set<VaultPassword> inOrder(VaultText text) {
        return Stream.concat(
                        passwords.stream().filter(password -> text.id().equals(Optional.of(password.id()))),
                        passwords.stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /// What to do where something can't be decrypted.
    public String hint() {
        return passwords.isEmpty() ? HOW : OTHER;
    }

    /// Encrypts with the password of that id.
    ///
    /// @return the text as Ansible Vault writes it, in lines
    /// @throws VaultException where there is no password of that id
    public String encrypt(String plain, String id) throws VaultException {
        return passwords.stream()
                .filter(password -> password.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new VaultException("there is no vault password of the id " + id))
                .encrypt(plain);
    }

    /// The passwords' ids, in the order given.
    public List<String> ids() {
        return passwords.stream().map(VaultPassword::id).distinct().toList();
    }

    /// A node's value, in which what stands encrypted is decrypted, and all is secret where the file was
    /// encrypted; what can't be decrypted is a problem.
    public Object value(YamlNode node, Problems problems) {
        Object value = switch (node) {
            case YamlNode.Scalar scalar when scalar.tag().equals(TAG) -> decrypted(scalar, problems);
            case YamlNode.Scalar scalar -> scalar.value();
            case YamlNode.Sequence list ->
                list.items().stream().map(item -> value(item, problems)).toList();
            case YamlNode.Mapping map -> {
                Map<String, Object> values = new LinkedHashMap<>();
                map.entries().forEach(entry -> values.put(entry.name(), value(entry.value(), problems)));
                yield values;
            }
        };
        return node.location().file().confidential() ? Secret.conceal(value) : value;
    }

    private Object decrypted(YamlNode.Scalar scalar, Problems problems) {
        try {
            return decrypt(scalar.text());
        } catch (VaultException e) {
            problems.add(scalar.location(), "this value is encrypted: " + e.getMessage(), hint());
            return NullValue.NULL;
        }
    }

    /// A file as it is, or decrypted where Ansible Vault has encrypted all of it; where that can't be done, a
    /// problem is added.
    public Optional<SourceFile> open(SourceFile file, Problems problems) {
        if (!isEncrypted(file.text())) {
            return Optional.of(file);
        }
        try {
            return Optional.of(new SourceFile(file.name(), decrypt(file.text()).reveal(), true));
        } catch (VaultException e) {
            problems.add(file.whole(), "the file is encrypted: " + e.getMessage(), hint());
            return Optional.empty();
        }
    }
}

package dev.podwright.template;

import dev.podwright.source.Location;
import dev.podwright.source.Problem;
import dev.podwright.source.Secret;
import dev.podwright.source.VaultException;
import freemarker.template.TemplateModelException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// A compiled piece of a [ValueTemplate].
sealed interface ValuePart {
    Object evaluate(Scope scope);

    boolean isConstant();

    /// Whether something in it is or was encrypted.
    default boolean holdsSecrets() {
        return false;
    }

    /// A value without interpolations.
    record Fixed(Object value) implements ValuePart {
        @Override
        public Object evaluate(Scope scope) {
            return value;
        }

        @Override
        public boolean isConstant() {
            return true;
        }
    }

    /// A value that stands encrypted in its file; decrypted when it is asked for.
    record Encrypted(Location location, String text) implements ValuePart {
        @Override
        public Object evaluate(Scope scope) {
            try {
                return scope.vault().decrypt(text);
            } catch (VaultException e) {
                throw failure(
                        location,
                        "this value is encrypted: " + e.getMessage(),
                        scope.vault().hint());
            }
        }

        @Override
        public boolean isConstant() {
            return false;
        }

        @Override
        public boolean holdsSecrets() {
            return true;
        }
    }

    /// A value of a file that was decrypted: texts in it are secrets.
    record Confidential(ValuePart part) implements ValuePart {
        @Override
        public Object evaluate(Scope scope) {
            return Secret.conceal(part.evaluate(scope));
        }

        @Override
        public boolean isConstant() {
            return part.isConstant();
        }

        @Override
        public boolean holdsSecrets() {
            return true;
        }
    }

    /// Text that is exactly one interpolation: keeps the expression's type.
    record Single(Expression expression) implements ValuePart {
        @Override
        public Object evaluate(Scope scope) {
            return expression.evaluate(scope);
        }

        @Override
        public boolean isConstant() {
            return false;
        }
    }

    /// Text with interpolations in it.
    record Joined(List<ValuePart> pieces) implements ValuePart {
        @Override
        public Object evaluate(Scope scope) {
            StringBuilder text = new StringBuilder();
            boolean secret = false;
            for (ValuePart piece : pieces) {
                Object value = piece.evaluate(scope);
                if (value instanceof Secret part) {
                    scope.learn(part);
                    secret = true;
                }
                text.append(piece instanceof Single single ? plain(value, single.expression()) : value);
            }
            return secret ? new Secret(text.toString()) : text.toString();
        }

        @Override
        public boolean isConstant() {
            return false;
        }
    }

    record Items(List<ValuePart> items) implements ValuePart {
        @Override
        public Object evaluate(Scope scope) {
            List<Object> values = new ArrayList<>();
            items.forEach(item -> values.add(item.evaluate(scope)));
            return Collections.unmodifiableList(values);
        }

        @Override
        public boolean isConstant() {
            return false;
        }

        @Override
        public boolean holdsSecrets() {
            return items.stream().anyMatch(ValuePart::holdsSecrets);
        }
    }

    record Entry(Location location, ValuePart key, ValuePart value) {}

    record Entries(List<Entry> entries) implements ValuePart {
        @Override
        public Object evaluate(Scope scope) {
            Map<String, Object> values = new LinkedHashMap<>();
            for (Entry entry : entries) {
                String key = key(entry, entry.key().evaluate(scope));
                if (values.putIfAbsent(key, entry.value().evaluate(scope)) != null) {
                    throw failure(entry.location(), "the key \"" + key + "\" is there twice", "");
                }
            }
            return Collections.unmodifiableMap(values);
        }

        @Override
        public boolean isConstant() {
            return false;
        }

        private static String key(Entry entry, Object key) {
            if (key instanceof Secret) {
                throw failure(entry.location(), "a secret can't be the key of a map", "keys are shown in messages");
            }
            return entry.key() instanceof Single single ? plain(key, single.expression()) : key.toString();
        }

        @Override
        public boolean holdsSecrets() {
            return entries.stream().anyMatch(entry -> entry.value().holdsSecrets());
        }
    }

    private static String plain(Object value, Expression expression) {
        try {
            return Interpolations.plain(value);
        } catch (Interpolations.NotTextException e) {
            throw failure(expression.location(), expression.text().strip() + ": " + e.reason(), e.hint());
        } catch (TemplateModelException e) {
            throw failure(expression.location(), String.valueOf(e.getMessage()), "");
        }
    }

    private static EvaluationException failure(Location location, String message, String hint) {
        return new EvaluationException(new Problem(location, message, hint));
    }
}

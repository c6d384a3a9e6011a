package dev.podwright.tasktypes;

import dev.podwright.connection.Become;
import dev.podwright.connection.Connection;
import dev.podwright.connection.ConnectionException;
import dev.podwright.lab.Lab;
import dev.podwright.lab.LabHosts;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.TestInstance;

@Lab
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PackageOnLabHostTest extends PackageOnHost {
    private final Connection connection;

    PackageOnLabHostTest(LabHosts hosts) throws ConnectionException {
        connection = LabConnection.to(hosts);
    }

    @AfterAll
    void disconnect() {
        connection.close();
    }

    @Override
    Connection connect() {
        return connection;
    }

    @Override
    Become root() {
        return Become.user("root", Optional.empty());
    }
}

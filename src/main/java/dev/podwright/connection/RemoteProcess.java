package dev.podwright.connection;

import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.util.OptionalInt;

/// A process on a host. Streams must be read by the caller, each on its own thread.
public interface RemoteProcess extends AutoCloseable {
    OutputStream stdin();

    InputStream stdout();

    InputStream stderr();

    /// Waits for its end.
    ///
    /// @return the exit status, or empty where it is still running or its status was lost with the connection
    OptionalInt waitFor(Duration limit) throws InterruptedException;

    /// Ends the local side and, where that is possible, the process.
    @Override
    void close();
}

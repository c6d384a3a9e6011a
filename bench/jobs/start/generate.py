"""generate.py FOLDER: a Java program that says hello and nothing else, compiled there, and the Java that Podwright takes."""
import os, pathlib, subprocess, sys

podwright = pathlib.Path(__file__).resolve().parents[3] / "podwright"
java_home = subprocess.run([podwright], env=os.environ | {"PODWRIGHT_SHOW_JAVA": "1"}, capture_output=True, text=True,
                           check=True).stdout.strip()
folder = pathlib.Path(sys.argv[1])
source = folder / "Hello.java"
source.write_text("""public class Hello {
    public static void main(String[] arguments) {
        System.out.println("hello");
    }
}
""")
subprocess.run([f"{java_home}/bin/javac", "-d", folder, source], check=True)
java = folder / "java"
java.unlink(missing_ok=True)
java.symlink_to(f"{java_home}/bin/java")

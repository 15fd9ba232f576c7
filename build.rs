//! Embeds `static/` so that the binary needs nothing beside it.

fn main() {
    memory_serve::load_directory("./static");
}

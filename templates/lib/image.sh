# requires: docker
image_pull() { image_problem='not written' image_remedy=''; return 1; }

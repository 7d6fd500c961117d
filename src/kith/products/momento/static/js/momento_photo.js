// Photos: shows what was chosen, and the camera within the page where the browser opens one.
const preview = document.querySelector("[data-photo-preview]");
const chosen = document.querySelector("#field-photo");
if (preview && chosen) {
  chosen.addEventListener("change", () => {
    const [file] = chosen.files;
    preview.hidden = true;
    chosen.setCustomValidity(file && chosen.dataset.most && file.size > Number(chosen.dataset.most) ? chosen.dataset.tooLarge : "");
    if (!file || !chosen.reportValidity()) return;
    const reader = new FileReader();
    reader.addEventListener("load", () => { preview.src = reader.result; });
    preview.addEventListener("load", () => { preview.hidden = false; }, { once: true });
    reader.readAsDataURL(file);
  });
}

const camera = document.querySelector("[data-camera]");
if (camera && navigator.mediaDevices?.getUserMedia) {
  const form = document.querySelector("[data-camera-form]");
  const view = camera.querySelector("video");
  const said = document.querySelector("[data-camera-said]");
  navigator.mediaDevices.getUserMedia({ video: { facingMode: "user", width: { ideal: 1920 } }, audio: false }).then((stream) => {
    const shoot = camera.querySelector("[data-camera-shoot]");
    // Until the first picture arrives there is nothing to take.
    shoot.disabled = true;
    view.addEventListener("loadeddata", () => { shoot.disabled = false; }, { once: true });
    view.srcObject = stream;
    camera.hidden = false;
    for (const part of document.querySelectorAll("[data-camera-plain]")) part.hidden = true;
    shoot.addEventListener("click", () => {
      const canvas = document.createElement("canvas");
      canvas.width = view.videoWidth;
      canvas.height = view.videoHeight;
      canvas.getContext("2d").drawImage(view, 0, 0);
      canvas.toBlob((blob) => {
        const files = new DataTransfer();
        files.items.add(new File([blob], "camera.jpg", { type: "image/jpeg" }));
        chosen.files = files.files;
        for (const track of stream.getTracks()) track.stop();
        form.requestSubmit();
      }, "image/jpeg", 0.92);
    });
  }, () => { said.textContent = said.dataset.refused; });
}
